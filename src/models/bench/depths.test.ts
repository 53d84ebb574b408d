/** The known depths, switches and preemptions of the shortest failing runs, each exactly. */

import { describe, expect, it } from 'vitest'
import { searchAll } from '../../explore/state-search.ts'
import type { Finding, Minimised } from '../../explore/verdict.ts'
import { Run } from '../../machine/run.ts'
import { machineFor } from '../../testing/play.ts'
import { ensure } from '../../util/ensure.ts'
import { benchPrograms } from './catalogue.ts'

interface Known {
  /** What the failure's key begins with. */
  readonly failure: string
  /** Steps of the shortest failing run. */
  readonly depth: number
  /** Fewest switches of a failing run, and the steps of the shortest run with so few. */
  readonly switches: readonly [count: number, steps: number]
  /** The same for switches away from a thread that could have gone on. */
  readonly preemptions: readonly [count: number, steps: number]
}

const philosophers = [2, 3, 4, 5, 6].map((n): readonly [string, number, Known] => [
  'philosophers',
  n,
  { failure: 'deadlock', depth: n, switches: [n - 1, n], preemptions: [1, n] },
])

const failing: readonly (readonly [string, number, Known])[] = [
  ['lost-update', 2, { failure: 'BUG_ON', depth: 7, switches: [3, 7], preemptions: [1, 7] }],
  ['ab-ba', 2, { failure: 'deadlock', depth: 2, switches: [1, 2], preemptions: [1, 2] }],
  ...philosophers,
  ['check-then-set', 2, { failure: 'BUG_ON', depth: 7, switches: [3, 7], preemptions: [2, 9] }],
  [
    'kref-lookup',
    2,
    { failure: 'use-after-free', depth: 5, switches: [1, 5], preemptions: [0, 5] },
  ],
  [
    'srcu-one-flip',
    2,
    { failure: 'use-after-free', depth: 14, switches: [4, 14], preemptions: [3, 14] },
  ],
]

const correct: readonly (readonly [string, number])[] = [
  ['kref-unless-zero', 2],
  ['kref-puts', 2],
  ['kref-puts', 3],
  ['kref-puts', 4],
  ['srcu-two-flips', 2],
]

function machineOf(id: string, size: number) {
  const program = benchPrograms.find((each) => each.id === id)
  return machineFor(ensure(program, `a program ${id}`).build(size))
}

/** The findings of one kind from a search that ends; each is played to see that it is a run. */
function search(id: string, size: number, minimised: Minimised, kind: string): readonly Finding[] {
  const machine = machineOf(id, size)
  const verdict = searchAll(machine, minimised)
  expect(verdict).toMatchObject({ kind: 'violated', exhausted: true })
  if (verdict.kind !== 'violated') return []
  for (const { schedule } of verdict.findings) {
    const run = Run.begin(machine)
    for (const { lane, choice } of schedule)
      expect(run.ok && run.value.step(lane, choice).ok).toBe(true)
  }
  return verdict.findings.filter(({ key }) => key.startsWith(`${kind} `))
}

function best(
  findings: readonly Finding[],
  count: 'switches' | 'preemptions',
): readonly [number, number] | undefined {
  const all = findings.map((each) => [each[count], each.schedule.length] as const)
  return all.sort(([a, steps], [b, other]) => a - b || steps - other)[0]
}

describe('the state search finds the shortest failing run', () => {
  it.each(failing)('%s, size %i: %o', (id, size, { failure, depth }) => {
    const steps = search(id, size, 'steps', failure).map(({ schedule }) => schedule.length)
    expect(Math.min(...steps)).toBe(depth)
  })
})

describe('and the one with the fewest switches, among those the shortest', () => {
  it.each(failing)('%s, size %i: %o', (id, size, { failure, switches }) => {
    expect(best(search(id, size, 'switches', failure), 'switches')).toEqual(switches)
  })
})

describe('and the one with the fewest preemptions', () => {
  it.each(failing)('%s, size %i: %o', (id, size, { failure, preemptions }) => {
    expect(best(search(id, size, 'preemptions', failure), 'preemptions')).toEqual(preemptions)
  })
})

describe('where nothing fails, every state is visited', () => {
  it.each(correct)('%s, size %i', (id, size) => {
    expect(searchAll(machineOf(id, size)).kind).toBe('proved')
  })
})
