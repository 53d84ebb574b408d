import { defineConfig } from 'playwright/test'
import { chromiumArgs, chromiumPath } from './scripts/browser.mjs'

const executablePath = chromiumPath()
const port = Number(process.env['HEDDLE_E2E_PORT'] ?? 4179)

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  snapshotPathTemplate: '{testDir}/{testFileName}-snapshots/{arg}{ext}',
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  failOnFlakyTests: true,
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
  expect: { toHaveScreenshot: { maxDiffPixels: 50 } },
  use: {
    baseURL: `http://localhost:${port}/`,
    browserName: 'chromium',
    serviceWorkers: 'block',
    viewport: { width: 1440, height: 860 },
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [...chromiumArgs],
    },
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --port ${port} --strictPort`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 2000 },
  },
})
