/** The state before the first step, and what goes wrong before it. */

import { describe, expect, it } from 'vitest'
import { fn, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { check, choose, set, waitUntil } from '../build/statements.ts'
import { int, ptr, struct } from '../build/types.ts'
import { kzalloc } from '../kernel/slab.ts'
import { finalWords, machineOf } from '../testing/play.ts'
import { Run } from './run.ts'

const x = global('x', int, { '': 5 })
const Node = struct('node', { value: int, next: int })
const node = global('node', ptr(Node))
const idle = fn('idle', [], () => {})

function begin(setup: () => void, thread = idle) {
  return Run.begin(
    machineOf((parts) => {
      parts.setup(setup)
      parts.thread('A', 'a', thread)
    }),
  )
}

describe('set-up', () => {
  it('starts from the initial values of globals and takes first alternatives', () => {
    const begun = begin(() => set(x, choose('how', ['first', 'second'])))
    expect(begun.ok && finalWords(begun.value, ['x'])).toEqual({ x: 0 })
    const plain = begin(() => kzalloc('node', Node, { mayFail: true }))
    expect(plain.ok).toBe(true)
  })

  it('that waits or faults is a mistake in the scenario, and said to be one', () => {
    const stuck = begin(() => waitUntil(0, { event: 'nothing' }))
    expect(!stuck.ok && stuck.error).toBe('set-up cannot go on: it is blocked')
    const faulty = begin(() => set(node.value, 1))
    expect(!faulty.ok && faulty.error).toContain('set-up is wrong')
  })
})

describe('a thread', () => {
  it('without a step is done from the start', () => {
    const begun = begin(() => {})
    expect(begun.ok && begun.value.readiness(0).kind).toBe('done')
  })

  it('that fails before its first step has crashed, and the fault is kept', () => {
    const begun = begin(
      () => {},
      fn('broken', [], () => {
        check(0, 'BUG_ON', 'never')
        set(x, 1)
      }),
    )
    expect(begun.ok && begun.value.readiness(0).kind).toBe('crashed')
    expect(begun.ok && begun.value.setupEvents.map(({ event }) => event)).toContainEqual({
      kind: 'fault',
      fault: { kind: 'assert', as: 'BUG_ON', text: 'never' },
    })
  })

  it('whose argument cannot be read is a mistake in the scenario', () => {
    const take = fn('take', [p('n', int)], () => {})
    const begun = Run.begin(machineOf(({ thread }) => thread('A', 'a', take, node.next)))
    expect(!begun.ok && begun.error).toBe('an argument of thread A cannot be read')
  })
})

describe('a step that nobody could mean', () => {
  it('is refused without a change', () => {
    const begun = begin(
      () => {},
      fn('busy', [], () => set(x, 1)),
    )
    if (!begun.ok) throw new Error(begun.error)
    const run = begun.value
    const before = run.state.join()
    for (const lane of [-1, 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(run.step(lane)).toEqual({ ok: false, error: { kind: 'no-such-lane' } })
    }
    for (const choice of [-1, 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(run.step(0, choice)).toEqual({ ok: false, error: { kind: 'bad-choice', options: [] } })
    }
    expect(run.state.join()).toBe(before)
    expect(run.steps).toEqual([])
  })
})
