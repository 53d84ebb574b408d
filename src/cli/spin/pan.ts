/**
 * Runs Spin on an exported model: writes it to a folder of its own, compiles Spin's checker with gcc and
 * reads what it prints. Needs `spin` and `gcc` on the PATH.
 */

import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const mostOutput = 1 << 28

export interface PanResult {
  readonly states: number
  readonly transitions: number
  /** Steps of the longest path that the depth-first search was on. */
  readonly depth: number
  /** Bytes of a state. */
  readonly vector: number
  /** Elapsed time as the checker gives it, without compiling. */
  readonly seconds: number
  /** Variables whose assertion failed: `use_after_free`, `leaked_hmm`. */
  readonly failed: readonly string[]
  readonly hasDeadlock: boolean
  /** What the checker complained about besides; any of it makes the numbers worthless. */
  readonly complaints: readonly string[]
}

export interface PanOptions {
  /** More than any path has. */
  readonly depth: number
  /** Optimisation of gcc: `-O0` compiles faster, `-O2` runs faster. */
  readonly optimise: '-O0' | '-O2'
  /** Binary logarithm of the size of the checker's hash table. */
  readonly hashBits: number
}

/** Why Spin cannot be run here; undefined when it can. */
export function whyNoSpin(): string | undefined {
  const missing = [
    ['spin', '-V'],
    ['gcc', '--version'],
  ].filter(([program = '', flag = '']) => spawnSync(program, [flag]).status !== 0)
  if (missing.length === 0) return undefined
  const names = missing.map(([program]) => program).join(' and ')
  return `${names} not found; on Debian: apt-get install spin gcc libc6-dev`
}

/** At least two slots for every state. */
export function hashBitsFor(states: number): number {
  return Math.max(16, Math.ceil(Math.log2(states)) + 1)
}

/** Exact and complete: no compression that can lose states, no partial-order reduction. */
const flags = ['-fwrapv', '-w', '-DSAFETY', '-DNOREDUCE', '-DNOBOUNDCHECK', '-DNOFAIR']

/** Rejects when Spin or gcc does not take the model. */
export async function runPan(model: string, options: PanOptions): Promise<PanResult> {
  const cwd = await mkdtemp(join(tmpdir(), 'heddle-spin-'))
  try {
    await writeFile(join(cwd, 'model.pml'), model)
    // Without -o1 and -o2 Spin clears or leaves out variables that are not read again: fewer states.
    await execute('spin', ['-a', '-o1', '-o2', 'model.pml'], { cwd })
    await execute('gcc', [options.optimise, ...flags, '-o', 'pan', 'pan.c'], { cwd })
    const search = ['-c0', `-m${options.depth}`, `-w${options.hashBits}`]
    const { stdout } = await execute('./pan', search, { cwd, maxBuffer: mostOutput })
    return readPan(stdout)
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
}

export function readPan(output: string): PanResult {
  const number = (pattern: RegExp): number => Number(pattern.exec(output)?.[1] ?? Number.NaN)
  const messages = output
    .split('\n')
    .flatMap((line) => /^(?:pan:\d+: |error: )(.*?)(?: \(at depth \d+\))?$/.exec(line)?.[1] ?? [])
  const failed = new Set<string>()
  const complaints = new Set<string>()
  let hasDeadlock = false
  for (const message of messages) {
    const assertion = /^assertion violated +!\((\w+)\)$/.exec(message)?.[1]
    if (assertion !== undefined) failed.add(assertion)
    else if (message.startsWith('invalid end state')) hasDeadlock = true
    else complaints.add(message)
  }
  return {
    states: number(/^ *([\d.e+]+) states, stored/m),
    transitions: number(/^ *([\d.e+]+) transitions/m),
    depth: number(/depth reached (\d+)/),
    vector: number(/State-vector (\d+) byte/),
    seconds: number(/elapsed time ([\d.e+-]+) seconds/),
    failed: [...failed].sort(),
    hasDeadlock,
    complaints: [...complaints],
  }
}
