import { describe, expect, it } from 'vitest'
import { fn } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { set } from '../build/statements.ts'
import { embed, int } from '../build/types.ts'
import type { IntLike } from '../build/value.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf, play } from '../testing/play.ts'
import {
  Atomic,
  atomic_cmpxchg,
  atomic_dec,
  atomic_dec_and_test,
  atomic_dec_return,
  atomic_inc,
  atomic_inc_not_zero,
  atomic_inc_return,
  atomic_xchg,
} from './atomic.ts'

const result = global('result', int)

/** `v` before, what the operation returned and `v` after. */
function outcome(before: number, operation: (v: typeof counter) => IntLike): string | undefined {
  const v = global('v', embed(Atomic), { counter: before })
  const machine = machineOf(({ thread }) => {
    const all = fn('all', [], () => set(result, operation(v)))
    thread('A', 'one', all)
  })
  return everyRun(machine, ['result', 'v.counter']).outcomes[0]
}
const counter = global('counter', embed(Atomic))

describe('an atomic operation', () => {
  it('returns the new value, or the old one as cmpxchg and xchg do', () => {
    expect(outcome(5, (v) => atomic_inc_return(v))).toBe('result=6 v.counter=6')
    expect(outcome(5, (v) => atomic_dec_return(v))).toBe('result=4 v.counter=4')
    expect(outcome(5, (v) => atomic_xchg(v, 7))).toBe('result=5 v.counter=7')
    expect(outcome(5, (v) => atomic_cmpxchg(v, 5, 7))).toBe('result=5 v.counter=7')
    expect(outcome(5, (v) => atomic_cmpxchg(v, 4, 7))).toBe('result=5 v.counter=5')
  })

  it('tells whether 0 was reached or left alone', () => {
    expect(outcome(1, (v) => atomic_dec_and_test(v))).toBe('result=1 v.counter=0')
    expect(outcome(2, (v) => atomic_dec_and_test(v))).toBe('result=0 v.counter=1')
    expect(outcome(1, (v) => atomic_inc_not_zero(v))).toBe('result=1 v.counter=2')
    expect(outcome(0, (v) => atomic_inc_not_zero(v))).toBe('result=0 v.counter=0')
  })

  it('is one step and no data race', () => {
    const machine = machineOf(({ thread }) => {
      const up = fn('up', [], () => {
        atomic_inc(counter)
        atomic_inc(counter)
      })
      const down = fn('down', [], () => {
        atomic_dec(counter)
      })
      thread('A', 'one', up)
      thread('B', 'other', down)
    })
    expect(everyRun(machine, ['counter.counter'])).toMatchObject({
      states: 6,
      races: [],
      outcomes: ['counter.counter=1'],
    })
  })

  it('only reads when it has nothing to change', () => {
    const machine = machineOf(({ thread }) => {
      const attempt = fn('attempt', [], () => {
        atomic_cmpxchg(counter, 1, 2)
        atomic_inc_not_zero(counter)
      })
      thread('A', 'one', attempt)
    })
    const kinds = play(machine, 'a2').run.steps.map(({ accesses }) =>
      accesses.map(({ kind }) => kind),
    )
    expect(kinds).toEqual([['read'], ['read']])
  })
})
