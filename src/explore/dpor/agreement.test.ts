/**
 * The engines against each other on generated programs. Every interleaving, taken one by one, says what
 * can happen and which classes there are; HEDDLE_SLOW=1 does it for 10,000 programs instead of 200.
 */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checksum } from '../../machine/checksum.ts'
import { enabledLanes, readiness } from '../../machine/enabled.ts'
import type { Machine } from '../../machine/machine.ts'
import { smallMachine } from '../../testing/small-programs.ts'
import {
  type SmallLeaf,
  type SmallRecipe,
  smallRecipes,
  type Word,
} from '../../testing/small-recipes.ts'
import { StateSearch } from '../state-search.ts'
import type { Finding } from '../verdict.ts'
import type { ClassMode, ClassReport, RunEnd } from './class-report.ts'
import { searchClasses } from './class-search.ts'
import { wordKind, wordKinds } from './recorder.ts'

const isSlow = process.env['HEDDLE_SLOW'] === '1'
const programs = isSlow ? 10_000 : 200
const mostNaive = isSlow ? 3_000 : 150
const mostSleep = isSlow ? 5_000 : 300

interface Explored {
  readonly report: ClassReport
  /** How each class ends. */
  readonly ends: ReadonlyMap<string, RunEnd>
  /** Runs that were not the first of their class. */
  readonly repeated: number
  readonly finalStates: readonly string[]
  readonly failures: readonly string[]
}

function explore(machine: Machine, mode: ClassMode, runs?: number): Explored {
  const kinds = wordKinds(machine)
  const ends = new Map<string, RunEnd>()
  const states = new Set<string>()
  const words = new Int32Array(machine.stateSize)
  let repeated = 0
  const limits = { steps: 200, ...(runs === undefined ? {} : { runs }) }
  const report = searchClasses(machine, mode, limits, (end, search) => {
    if (end === 'redundant') return
    const key = search.classKey()
    if (ends.has(key)) repeated++
    ends.set(key, end)
    if (end === 'failing') return
    search.state.forEach((word, i) => {
      words[i] = kinds[i] === wordKind.ignored ? 0 : word
    })
    states.add(`${end} ${checksum(words)}`)
  })
  const finalStates = [...states].sort()
  return { report, ends, repeated, finalStates, failures: keysOf(report.findings) }
}

function keysOf(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ key }) => key).sort()
}

/** What is true of the program, and whether it is known from every single interleaving. */
function reference(machine: Machine): Explored | undefined {
  const naive = explore(machine, 'naive', mostNaive)
  if (naive.report.limit !== 'runs') return naive
  const sleep = explore(machine, 'sleep', mostSleep)
  return sleep.report.limit === 'runs' ? undefined : sleep
}

function expectAgreement(machine: Machine, known: Explored): void {
  for (const mode of ['sleep', 'source', 'optimal'] as const) {
    const { report, ends, repeated, finalStates, failures } = explore(machine, mode)
    const missing = [...known.ends].filter(([key, end]) => ends.get(key) !== end)
    expect({ mode, repeated, missing, classes: ends.size, finalStates, failures }).toEqual({
      mode,
      repeated: 0,
      missing: [],
      classes: known.ends.size,
      finalStates: known.finalStates,
      failures: known.failures,
    })
    if (mode === 'optimal') expect(report.redundant).toBe(0)
  }
}

/** A lock that somebody else released is another matter: who waits for himself then depends on when. */
function expectSameAsStateSearch(machine: Machine, known: Explored): void {
  const search = new StateSearch(machine)
  while (!search.advance(65_536));
  const verdict = search.verdict()
  const findings = verdict.kind === 'violated' ? verdict.findings : []
  const failures = keysOf(findings.filter(({ failure }) => failure.kind !== 'data-race'))
  const isMisuse = (key: string): boolean => key.startsWith('lock-misuse')
  if (failures.some(isMisuse) || known.failures.some(isMisuse)) return
  expect(failures).toEqual(known.failures)
  // A lane that waits for itself ends its run there; here it does at once, in the classes at their end.
  if (failures.some((key) => key.startsWith('self-deadlock'))) return
  expect(finalStatesOf(machine, search)).toEqual(known.finalStates)
}

function finalStatesOf(machine: Machine, search: StateSearch): readonly string[] {
  const kinds = wordKinds(machine)
  const found = new Set<string>()
  search.forEachState((state) => {
    if (enabledLanes(machine, state).length > 0) return
    const isBlocked = [...machine.lanes.keys()].some(
      (lane) => readiness(machine, state, lane).kind === 'blocked',
    )
    const words = state.map((word, i) => (kinds[i] === wordKind.ignored ? 0 : word))
    found.add(`${isBlocked ? 'blocked' : 'class'} ${checksum(words)}`)
  })
  return [...found].sort()
}

function built(recipe: SmallRecipe): Machine | undefined {
  try {
    return smallMachine(recipe)
  } catch {
    return undefined
  }
}

const leaf = (op: SmallLeaf['op'], word: Word = 0, value = 0): SmallLeaf => ({ op, word, value })
/** Shrunk from programs that an engine once got wrong. */
const hard: readonly (readonly [string, SmallRecipe])[] = [
  [
    'a wait on two words, each written twice in turn',
    {
      threads: [
        [leaf('add', 1), leaf('store', 1, 2)],
        [leaf('store', 0, 2)],
        [leaf('load', 1), leaf('wait-both-zero', 0)],
      ],
      initial: [0, 0, 0],
    },
  ],
  [
    'a wait that looks at one word or at three',
    {
      threads: [
        [leaf('store', 1, 2)],
        [leaf('store', 0)],
        [leaf('store', 1, 2), leaf('wait-either', 0), leaf('copy', 1)],
      ],
      initial: [1, 0, 1],
    },
  ],
  [
    'a step that touches another object when it comes earlier',
    {
      threads: [
        [leaf('call-srcu'), { op: 'referenced', body: [leaf('copy', 2)] }, leaf('alloc')],
        [leaf('copy', 2), leaf('use')],
      ],
      initial: [0, 0, 0],
    },
  ],
  [
    'an atomic block that does nothing, so that the step goes on behind it',
    {
      threads: [
        [{ op: 'atomic', body: [] }, leaf('use')],
        [leaf('call-srcu'), leaf('alloc')],
      ],
      initial: [0, 1, 0],
    },
  ],
  [
    'a step that goes wrong and then waits for its own lock',
    {
      threads: [
        [leaf('load')],
        [leaf('alloc'), leaf('lock'), { op: 'referenced', body: [leaf('lock'), leaf('load')] }],
      ],
      initial: [0, 0, 0],
    },
  ],
  [
    'a choice beside a race that does not depend on it',
    {
      threads: [
        [leaf('store', 2)],
        [leaf('check', 2, 1)],
        [{ op: 'choose', body: [leaf('lock', 1), leaf('synchronize')] }],
      ],
      initial: [1, 1, 1],
    },
  ],
]

describe('on programs that are hard to get right', () => {
  it.each(hard)('all engines agree: %s', (_, recipe) => {
    const machine = smallMachine(recipe)
    const known = explore(machine, 'naive')
    expectAgreement(machine, known)
    expectSameAsStateSearch(machine, known)
  })
})

/** What the generated programs must show between them, or they would prove little. */
const everyKind = ['BUG_ON', 'deadlock', 'double-free', 'leak', 'lock-misuse', 'self-deadlock']

describe('on generated programs', () => {
  it('all engines find the same classes, failures and final states, optimal without a vain run', () => {
    let compared = 0
    const kinds = new Map<string, number>()
    const property = fc.property(smallRecipes, (recipe) => {
      const machine = built(recipe)
      const known = machine === undefined ? undefined : reference(machine)
      if (machine === undefined || known === undefined) return
      compared++
      const shown = known.failures.map((key) => key.slice(0, key.indexOf(' ')))
      for (const kind of new Set(shown.length > 0 ? shown : ['clean']))
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      expectAgreement(machine, known)
      expectSameAsStateSearch(machine, known)
    })
    fc.assert(property, { seed: 20_120_525, numRuns: programs })
    if (isSlow) console.log(compared, 'compared:', Object.fromEntries(kinds))
    expect(compared).toBeGreaterThan(programs / 2)
    expect([...kinds.keys()]).toEqual(expect.arrayContaining([...everyKind, 'clean']))
  }, 3_600_000)
})
