// Why: one command says whether everything holds, on a fresh clone too. Stages run in order and the first that
// fails ends the run with its exit code; the last line sums the unit and the end-to-end tests.
// Usage: node scripts/test.mjs [stage ...] [arguments for the last stage]

import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { constants } from 'node:os'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { ensureInstalled, root } from './install.mjs'
import { onStop } from './signals.mjs'

/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {{ name: string, command: string[], report?: string, count?: (json: string) => Count }} Stage */
/** @typedef {{ status: string, assertionResults: { status: string }[] }} VitestFile */
/** @typedef {{ numPassedTests: number, numFailedTests: number, testResults: VitestFile[] }} VitestReport */
/** @typedef {{ expected: number, unexpected: number, flaky: number }} PlaywrightStats */
/** @typedef {{ stats: PlaywrightStats, errors: unknown[] }} PlaywrightReport */

/** @type {Stage[]} */
const stages = [
  { name: 'format', command: ['@biomejs/biome/bin/biome', 'format'] },
  { name: 'lint', command: ['oxlint/bin/oxlint'] },
  { name: 'types', command: ['typescript/bin/tsc', '-b'] },
  {
    name: 'unit',
    command: [
      'vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=test-results/unit.json',
    ],
    report: 'test-results/unit.json',
    count: countVitest,
  },
  { name: 'build', command: ['../scripts/build.mjs'] },
  {
    name: 'e2e',
    command: ['playwright/cli.js', 'test'],
    report: 'test-results/e2e.json',
    count: countPlaywright,
  },
]

/** A file that fails before its first test counts as one failed test. */
function countVitest(/** @type {string} */ json) {
  /** @type {VitestReport} */
  const report = JSON.parse(json)
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
}

function countPlaywright(/** @type {string} */ json) {
  /** @type {PlaywrightReport} */
  const { stats, errors } = JSON.parse(json)
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length }
}

/** @returns {Promise<number>} a port that was free a moment ago */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

/** @type {import('node:child_process').ChildProcess | undefined} */
let running
/** @type {number | undefined} the exit code when told to stop */
let stopped
onStop((signal, code) => {
  stopped = code
  if (running === undefined) process.exit(code)
  // ctrl-C reaches the stage by itself; a second one would kill it while it tidies up.
  if (signal !== 'SIGINT') running.kill(signal)
})

/** @returns {Promise<number>} the exit code */
function run(/** @type {string[]} */ command, /** @type {NodeJS.ProcessEnv} */ env) {
  return new Promise((resolve) => {
    const [file = '', ...args] = command
    running = spawn(process.execPath, [join(root, 'node_modules', file), ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    })
    running.on('exit', (code, signal) => {
      running = undefined
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM'])
    })
  })
}

/** @returns {Count} */
function readCount(/** @type {Stage} */ stage) {
  if (stage.report === undefined || stage.count === undefined) return { passed: 0, failed: 0 }
  try {
    return stage.count(readFileSync(join(root, stage.report), 'utf8'))
  } catch {
    return { passed: 0, failed: 0 }
  }
}

const names = process.argv.slice(2)
const firstOther = names.findIndex((name) => !stages.some((stage) => stage.name === name))
const rest = firstOther === -1 ? [] : names.splice(firstOther)
const chosen = names.length === 0 ? stages : stages.filter((stage) => names.includes(stage.name))
chosen.at(-1)?.command.push(...rest)

ensureInstalled()
const total = { passed: 0, failed: 0 }
let exitCode = 0
try {
  if (chosen.some((stage) => stage.count !== undefined)) {
    process.stdout.write(`browser: ${await ensureBrowser()}\n`)
  }
  const env = { HEDDLE_E2E_PORT: String(await freePort()) }
  for (const stage of chosen) {
    process.stdout.write(`\n== ${stage.name} ==\n`)
    if (stage.report !== undefined) rmSync(join(root, stage.report), { force: true })
    const start = performance.now()
    exitCode = await run(stage.command, env)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    const count = readCount(stage)
    total.passed += count.passed
    total.failed += count.failed
    const outcome = exitCode === 0 ? 'passed' : `failed with exit code ${exitCode}`
    process.stdout.write(`-- ${stage.name} ${outcome} in ${seconds} s\n`)
    exitCode = stopped ?? exitCode
    if (exitCode !== 0) break
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  exitCode = 1
}
if (chosen.some((stage) => stage.count !== undefined)) {
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
}
process.exitCode = exitCode
