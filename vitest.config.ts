// The tests that need no browser: units beside the code, and conformance, which speaks raw HTTP to whole playgrounds.
import { defineConfig } from 'vitest/config'

const common = { exclude: ['**/node_modules/**', '**/dist/**', 'e2e/**'] }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: ['{apps,packages,scripts}/**/*.test.{ts,tsx,mjs}'],
          exclude: [...common.exclude, '**/*.conformance.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          ...common,
          name: 'conformance',
          include: ['apps/**/*.conformance.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Most of them wait rather than work: the slow ones run beside the others.
          maxWorkers: 6,
        },
      },
    ],
  },
})
