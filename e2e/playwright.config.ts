// Browser tests in the system's own Chromium.
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: './specs',
  // How long a machine takes is no behaviour of the page: limits only end what hangs.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: true,
  snapshotPathTemplate: '{testDir}/../pictures/{arg}{ext}',
  updateSnapshots: process.env['UPDATE_IMAGES'] === undefined ? 'none' : 'all',
  forbidOnly: Boolean(process.env['CI']),
  use: {
    viewport: { width: 1440, height: 900 },
    // Recorded where somebody looks for something: it takes a good part of the time of every test.
    trace: process.env['TRACE'] === undefined ? 'off' : 'retain-on-failure',
    launchOptions: {
      ...(process.env['CHROMIUM_PATH'] === undefined ? {} : { executablePath: process.env['CHROMIUM_PATH'] }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
