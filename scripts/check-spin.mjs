// Why: the search is checked against Spin, an independent checker. On Debian, as root, Spin and gcc are installed
// when they are missing; elsewhere the comparison says what is missing.
// Usage: node scripts/check-spin.mjs [--only word] [--programs n] [--wide]

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const runs = (/** @type {string} */ program, /** @type {string} */ flag) =>
  spawnSync(program, [flag]).status === 0
const isThere = () => runs('spin', '-V') && runs('gcc', '--version')

if (!isThere() && existsSync('/etc/debian_version') && process.getuid?.() === 0) {
  process.stderr.write('Installing spin and gcc ...\n')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update'],
    ['install', '-y', '--no-install-recommends', 'spin', 'gcc', 'libc6-dev'],
  ])
    spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 2, 2] })
}

process.argv = [
  process.argv[0] ?? 'node',
  'run.mjs',
  'src/cli/spin/check.ts',
  ...process.argv.slice(2),
]
await import('./run.mjs')
