// The tests that need no browser: units beside the code, and conformance, which speaks raw HTTP to whole playgrounds.
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What waits for minutes begins first: the others run beside it. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const slow = ({ moduleId }: TestSpecification) => moduleId.includes('/slow.')
    return [...sorted.filter(slow), ...sorted.filter((file) => !slow(file))]
  }
}

const common = { exclude: ['**/node_modules/**', '**/dist/**', 'e2e/**'] }

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
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
