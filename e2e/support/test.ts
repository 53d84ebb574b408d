/**
 * The test function of all end-to-end tests. Whatever the page or one that it opens complains about, by a
 * console error or warning, an uncaught exception or a request to another origin, fails the test.
 */

import { type BrowserContext, test as base } from 'playwright/test'
import { HeddlePage } from './page.ts'

/** What went wrong behind the page's back. Tests that provoke something say so beforehand. */
export interface Complaints {
  readonly watch: (context: BrowserContext) => void
  /** These are wanted: at least one per pattern must come, and none fails the test. */
  readonly expect: (...patterns: readonly RegExp[]) => void
}

interface Fixtures {
  readonly complaints: Complaints
  readonly heddle: HeddlePage
  /** Opens another browser profile, as the receiver of a link has it. */
  readonly elsewhere: () => Promise<HeddlePage>
}

/** What the browser's driver itself says, not the page, where tests keep the service worker out. */
const keptOut = 'Service Worker registration blocked by Playwright'

/** Milliseconds. */
const patience = { test: 90_000, expect: 15_000 } as const

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ context, baseURL }, provide, info) => {
      info.setTimeout(patience.test)
      const heard: string[] = []
      const wanted: RegExp[] = []
      const watch = (watched: BrowserContext): void => listen(watched, baseURL ?? '', heard)
      watch(context)
      await provide({ watch, expect: (...patterns) => void wanted.push(...patterns) })
      const missing = wanted.filter((pattern) => !heard.some((text) => pattern.test(text)))
      const unwanted = heard.filter((text) => !wanted.some((pattern) => pattern.test(text)))
      base.expect({ unwanted, missing }).toEqual({ unwanted: [], missing: [] })
    },
    { auto: true },
  ],
  heddle: async ({ page }, provide) => {
    await provide(new HeddlePage(page))
  },
  elsewhere: async ({ browser, complaints, contextOptions, viewport }, provide) => {
    const contexts: BrowserContext[] = []
    await provide(async () => {
      const context = await browser.newContext({ ...contextOptions, viewport })
      contexts.push(context)
      complaints.watch(context)
      return new HeddlePage(await context.newPage())
    })
    for (const context of contexts) await context.close()
  },
})

function listen(context: BrowserContext, origin: string, heard: string[]): void {
  context.on('console', (message) => {
    if (message.text() === keptOut) return
    if (message.type() === 'error' || message.type() === 'warning') heard.push(message.text())
  })
  context.on('weberror', (error) => heard.push(error.error().message))
  context.on('request', (request) => {
    if (!request.url().startsWith(origin)) heard.push(`request to ${request.url()}`)
  })
}

/** Machines that do something else besides are slow, not broken. */
export const expect = base.expect.configure({ timeout: patience.expect })
