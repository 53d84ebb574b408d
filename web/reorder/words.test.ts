import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../../src/trace/fixture-run.ts'
import type { MoveView } from '../../src/worker/protocol.ts'
import { blockName, gapWords, outcomeOf } from './words.ts'

const before = fixtureRun(`
  A unload       | B exit
  work() {       |
  put(device) ; 2 → 1 |
  kfree(device) ; frees device |
                 | read(device) ; ✗ use-after-free device
`)

const after = fixtureRun(`
  A unload       | B exit
  work() {       |
                 | read(device)
  put(device) ; 1 → 0 |
  kfree(device) ; frees device |
`)

const move: MoveView = {
  isSameClass: false,
  origin: [2, 0, 1],
  from: 0,
  to: 1,
  putOff: [],
  dropped: undefined,
}

const text = (change: Partial<MoveView>): string =>
  outcomeOf('B’s read(device)', before, after, { ...move, ...change }).notice.text

describe('a block', () => {
  it('is called by its step, or by the first of them', () => {
    expect(blockName(before, { from: 2, to: 3 })).toBe('B’s read(device)')
    expect(blockName(before, { from: 0, to: 3 })).toBe('A’s 2 steps from put(device)')
  })
})

describe('a place', () => {
  it('that is impossible is told with the reason', () => {
    expect(gapWords({ kind: 'impossible', reason: 'B would wait for the lock' })).toMatchObject({
      mark: '✗',
      detail: 'B would wait for the lock.',
    })
  })
})

describe('a move', () => {
  it('tells where the block is now, what went away and what does something else', () => {
    expect(text({})).toBe(
      'B’s read(device) is now step 1 of 3. Another interleaving class. Gone: use after free (device). 1 other step does something else or finds other values. All 2 remaining steps kept.',
    )
  })

  it('tells how much of the rest could be kept, and why no more', () => {
    const dropped = { count: 3, reason: 'A cannot run: has finished' }
    expect(text({ dropped })).toMatch(
      /2 of 5 remaining steps kept; then A cannot run: has finished\.$/,
    )
  })

  it('marks what moved, what had to wait and what differs', () => {
    const { changed } = outcomeOf('it', before, after, { ...move, putOff: [1] })
    expect([...changed]).toEqual([
      [0, ['moved']],
      [1, ['later', 'different']],
    ])
  })
})
