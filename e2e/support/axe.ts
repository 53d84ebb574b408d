/** axe-core in the page. The page's policy forbids script elements, so it comes in by the debugger. */

import { readFileSync } from 'node:fs'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright/test'

declare global {
  interface Window {
    readonly axe: { readonly run: (options: RunOptions) => Promise<AxeResults> }
  }
}

const file = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)
const source = `${readFileSync(file, 'utf8')}; undefined`

/** What axe finds serious or critical, one line per element. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }))
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => {
        const why = failureSummary.replaceAll(/\s+/g, ' ')
        return `${id}: ${target.join(' ')}: ${why}`
      }),
    )
}
