import { describe, expect, it } from 'vitest'
import { inLargerRing, recentWords } from './recent-states.ts'

const lanes = 2

/** A ring of so many entries in which these states were put one after the other, with answers 10 and 20 times as much. */
function ringWith(entries: number, ...states: readonly number[]): Int32Array {
  const ring = new Int32Array(entries * recentWords(lanes)).fill(-2)
  for (const state of states)
    ring.set([state, 10 * state, 20 * state], (state % entries) * recentWords(lanes))
  return ring
}

describe('a ring of recent states', () => {
  it('has the same entries when it becomes larger', () => {
    const ring = ringWith(4, 5, 6, 7, 8)
    expect([...inLargerRing(ring, lanes, 8)]).toEqual([...ringWith(8, 5, 6, 7, 8)])
  })

  it('is empty when it was', () => {
    expect([...inLargerRing(ringWith(4), lanes, 8)]).toEqual([...ringWith(8)])
  })
})
