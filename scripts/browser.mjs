// Why: the component and end-to-end tests need a browser that really starts, and machines differ. In order:
// CHROMIUM_PATH, a Chromium or Chrome that is installed and renders a page, apt-get (root on Debian),
// Playwright's own download. Run it alone with `node scripts/browser.mjs`; it prints what it found.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { ensureInstalled, root } from './install.mjs'

const isRoot = process.getuid?.() === 0

/** Keep Chromium from looking for a graphics card, updates and the network. */
export const chromiumArgs = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(isRoot ? ['--no-sandbox'] : []),
]

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const named = process.env.CHROMIUM_PATH ?? ''
const remembered = join(root, 'node_modules/.cache/heddle/browser')

/**
 * The browser to start; undefined means the one that Playwright downloads.
 * Does not probe: ensureBrowser has done that and remembered the answer.
 */
export function chromiumPath() {
  if (named !== '') return named
  if (existsSync(remembered)) {
    const path = readFileSync(remembered, 'utf8')
    if (path === '' || existsSync(path)) return path === '' ? undefined : path
  }
  return systemPaths.find((path) => existsSync(path))
}

/** Starts and draws: a launcher without its browser, or one that lacks a library, says so only when run. */
async function renders(/** @type {string | undefined} */ executablePath) {
  if (executablePath !== undefined && !existsSync(executablePath)) return false
  const { chromium } = await import('playwright')
  const options = { args: chromiumArgs, timeout: 30_000 }
  try {
    const browser = await chromium.launch(
      executablePath === undefined ? options : { ...options, executablePath },
    )
    try {
      const page = await browser.newPage()
      await page.setContent('<p>warp and weft</p>')
      return (await page.screenshot()).length > 0
    } finally {
      await browser.close()
    }
  } catch {
    return false
  }
}

function say(/** @type {string} */ text) {
  process.stderr.write(`${text}\n`)
}

function run(/** @type {string} */ command, /** @type {string[]} */ args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], env }).status === 0
}

const apt = isRoot && existsSync('/etc/debian_version')

function aptInstall(/** @type {string[]} */ ...packages) {
  const install = () =>
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
  return install() || (run('apt-get', ['update', '-qq']) && install())
}

function remember(/** @type {string | undefined} */ path) {
  mkdirSync(join(remembered, '..'), { recursive: true })
  writeFileSync(remembered, path ?? '')
  return path ?? "Playwright's own Chromium"
}

/** Makes sure of a working browser and returns its name; throws with advice when there is none. */
export async function ensureBrowser() {
  if (named !== '') {
    if (await renders(named)) return named
    throw new Error(`CHROMIUM_PATH is ${named}, which does not start and render a page.`)
  }
  // Pictures are compared with pictures that were made with this font.
  if (apt && !existsSync('/usr/share/fonts/truetype/dejavu')) aptInstall('fonts-dejavu-core')
  for (const path of systemPaths) if (await renders(path)) return remember(path)
  if (apt) {
    say('No working browser: installing chromium with apt-get ...')
    if (aptInstall('chromium') && (await renders('/usr/bin/chromium')))
      return remember('/usr/bin/chromium')
  }
  if (await renders(undefined)) return remember(undefined)
  say("No working browser: downloading Playwright's Chromium ...")
  run(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium'])
  if (await renders(undefined)) return remember(undefined)
  throw new Error(
    'No working browser. Install Chromium or Chrome (on Debian as root: apt-get install chromium ' +
      'fonts-dejavu-core), or set CHROMIUM_PATH to one, and run this again.',
  )
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureInstalled()
  try {
    process.stdout.write(`${await ensureBrowser()}\n`)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
}
