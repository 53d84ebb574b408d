/**
 * `npm run bench [-- --json] [--only <part>]`: what Heddle takes on this machine, in Node and in a browser against the
 * production build. Measures and tells; nothing fails because of a number. Progress is on stderr.
 */

import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { chromiumArgs, chromiumPath, ensureBrowser } from '../scripts/browser.mjs'
import { root } from '../scripts/install.mjs'
import { onStop } from '../scripts/signals.mjs'
import { measureChoosing } from './choose.ts'
import { asJson, asTable, type Figure, type Setting } from './figures.ts'
import { measureGraphs } from './graphs.ts'
import { measureKeys } from './keys.ts'
import { measureLoading } from './loading.ts'
import { measureModel } from './model.ts'
import { measureReorder } from './reorder.ts'
import { measureSearch } from './search.ts'
import { openSite } from './site.ts'
import { measureTimeline } from './timeline.ts'

const parts = [
  'model',
  'keys',
  'choosing',
  'reorder',
  'loading',
  'search',
  'timeline',
  'graphs',
] as const
type Part = (typeof parts)[number]

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string' } },
})
const only = parts.find((part) => part === values.only)
if (values.only !== undefined && only === undefined) {
  process.stderr.write(`--only is ${values.only}; known are ${parts.join(', ')}.\n`)
  process.exit(2)
}
const isWanted = (part: Part): boolean => only === undefined || only === part

onStop((_, exitCode) => process.exit(exitCode))
const load = loadavg()[0] ?? 0

const model = isWanted('model') ? measured('the model in Node', measureModel) : []
const { browser, figures } = await measureInBrowser()
const [cpu] = cpus()
const setting: Setting = {
  node: process.version,
  browser,
  cpu: cpu?.model ?? 'unknown processor',
  cores: cpus().length,
  load,
}
const all = [...model, ...figures]
process.stdout.write(values.json ? asJson(setting, all) : asTable(setting, all))

async function measureInBrowser(): Promise<{
  readonly browser: string
  readonly figures: readonly Figure[]
}> {
  await ensureBrowser()
  const executablePath = chromiumPath()
  say('building the page ...')
  const site = await openSite(root)
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...chromiumArgs],
  })
  try {
    const browserParts: readonly (readonly [Part, () => Promise<readonly Figure[]>])[] = [
      ['loading', () => measureLoading(browser, site)],
      ['keys', () => measureKeys(browser, site.address)],
      ['choosing', () => measureChoosing(browser, site.address)],
      ['reorder', () => measureReorder(browser, site.address)],
      ['search', () => measureSearch(browser, site.address)],
      ['timeline', () => measureTimeline(browser, site.address)],
      ['graphs', () => measureGraphs(browser, site.address)],
    ]
    const figures: Figure[] = []
    for (const [part, measure] of browserParts)
      if (isWanted(part)) figures.push(...(await measured(part, measure)))
    return { browser: `Chromium ${browser.version()}, headless`, figures }
  } finally {
    await browser.close()
    await site.close()
  }
}

function measured<T>(what: string, measure: () => T): T {
  say(`${what} ...`)
  return measure()
}

function say(what: string): void {
  process.stderr.write(`bench: ${what}\n`)
}
