// Why: `npm start`, `npm test` and `npm run heddle` work on a fresh clone. Dependencies are installed when
// node_modules is missing or does not belong to package-lock.json; everything is said on stderr, because
// stdout belongs to the program that is about to run. Uses nothing but Node itself.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const lockfile = join(root, 'package-lock.json')
const installed = join(root, 'node_modules/.package-lock.json')
const stamp = join(root, 'node_modules/.heddle-installed')

const lockHash = () => createHash('sha256').update(readFileSync(lockfile)).digest('hex')

// The stamp tells a lockfile that was only touched (a git checkout) from one that changed.
function isInstalled() {
  if (!existsSync(installed)) return false
  if (statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs) return true
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash()
}

/** Installs when needed; ends the process when that fails. */
export function ensureInstalled() {
  if (isInstalled()) return
  process.stderr.write('Installing dependencies (npm ci) ...\n')
  const npm = spawnSync(
    'npm',
    ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    },
  )
  if (npm.status !== 0) {
    process.stderr.write('Could not install the dependencies. Run `npm ci` to see why.\n')
    process.exit(npm.status ?? 1)
  }
  writeFileSync(stamp, lockHash())
}
