/** Opens pages in contexts of their own: nothing cached, nothing remembered. */

import type { Browser, Page } from 'playwright'
import { installProbe, type Press } from './probe.ts'

export interface Opened {
  readonly page: Page
  /** Presses a key and waits until what it did at once has been painted. */
  readonly press: (key: string) => Promise<Press>
  /** Waits until nothing is pending, and a moment more, each time another one. */
  readonly rest: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Waits until the page is at rest. */
export async function openPage(browser: Browser, address: string): Promise<Opened> {
  const opened = await openProbed(browser)
  await opened.page.goto(address)
  await opened.page.evaluate(() => window.heddleProbe.interactive())
  return opened
}

/** A page that does next to nothing for a key: what is left is the browser's and the machine's. */
export async function openNearlyBlank(browser: Browser): Promise<Opened> {
  const opened = await openProbed(browser)
  await opened.page.goto('about:blank')
  await opened.page.evaluate(() => {
    document.documentElement.dataset['idle'] = 'true'
    window.addEventListener('keydown', ({ timeStamp }) => {
      document.body.textContent = String(timeStamp)
    })
  })
  return opened
}

async function openProbed(browser: Browser): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 860 } })
  const page = await context.newPage()
  await page.addInitScript(installProbe)
  let presses = 0
  return {
    page,
    press: async (key) => {
      await page.keyboard.press(key)
      // A shortcut such as Control+z is more than one press; the last one counts.
      presses += key.split('+').length
      return page.evaluate((number) => window.heddleProbe.press(number), presses - 1)
    },
    rest: async () => {
      const isIdle = () => document.documentElement.dataset['idle'] === 'true'
      await page.waitForFunction(isIdle, undefined, { polling: 50 })
      await page.waitForTimeout(20 + ((presses * 37) % 50))
    },
    close: () => context.close(),
  }
}
