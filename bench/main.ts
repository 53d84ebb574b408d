/**
 * `npm run bench [-- --json]`: what Heddle takes on this machine, in Node and in a browser against the
 * production build. Measures and tells; nothing fails because of a number. Progress is on stderr.
 */

import { cpus, loadavg } from 'node:os'
import { chromium } from 'playwright'
import { chromiumArgs, chromiumPath, ensureBrowser } from '../scripts/browser.mjs'
import { root } from '../scripts/install.mjs'
import { onStop } from '../scripts/signals.mjs'
import { measureChoosing } from './choose.ts'
import { asJson, asTable, type Figure, type Setting } from './figures.ts'
import { measureKeys } from './keys.ts'
import { measureLoading } from './loading.ts'
import { measureModel } from './model.ts'
import { openSite } from './site.ts'

const args = process.argv.slice(2)
const unknown = args.find((arg) => arg !== '--json')
if (unknown !== undefined) {
  process.stderr.write(`bench knows --json, not ${unknown}.\n`)
  process.exit(2)
}

onStop((_, exitCode) => process.exit(exitCode))
const load = loadavg()[0] ?? 0

say('the model in Node ...')
const model = measureModel()
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
process.stdout.write(args.includes('--json') ? asJson(setting, all) : asTable(setting, all))

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
    say('loading ...')
    const loading = await measureLoading(browser, site)
    say('keys ...')
    const keys = await measureKeys(browser, site.address)
    say('choosing another thread ...')
    const choosing = await measureChoosing(browser, site.address)
    const figures = [...keys, ...choosing, ...loading]
    return { browser: `Chromium ${browser.version()}, headless`, figures }
  } finally {
    await browser.close()
    await site.close()
  }
}

function say(what: string): void {
  process.stderr.write(`bench: ${what}\n`)
}
