/** Data races: two next steps, one word, at least one write and one plain access. */

import { describe, expect, it } from 'vitest'
import { eq, READ_ONCE, WRITE_ONCE } from '../build/expressions.ts'
import { fn } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { atomic, choose, If, local, set, waitUntil } from '../build/statements.ts'
import { int } from '../build/types.ts'
import { machineOf, play } from '../testing/play.ts'
import { wordName } from './memory.ts'
import { racesIn } from './races.ts'

const x = global('x', int)
const y = global('y', int)

/** Words in a race after the schedule, when A and B run these. */
function races(a: () => void, b: () => void, schedule = ''): readonly string[] {
  const machine = machineOf(({ thread }) => {
    thread('A', 'a', fn('a', [], a))
    thread('B', 'b', fn('b', [], b))
  })
  const { run } = play(machine, schedule)
  return racesIn(machine, run.state).map(({ address }) => wordName(machine.memory, address))
}

const readX = (): void => void local('seen', int, x)
const readOnceX = (): void => void local('seen', int, READ_ONCE(x))

describe('a data race', () => {
  it('needs a write and a plain access', () => {
    expect(races(readX, () => set(x, 1))).toEqual(['x'])
    expect(races(readX, () => WRITE_ONCE(x, 1))).toEqual(['x'])
    expect(races(readOnceX, () => set(x, 1))).toEqual(['x'])
    expect(races(readOnceX, () => WRITE_ONCE(x, 1))).toEqual([])
    expect(races(readX, readX)).toEqual([])
    expect(races(readX, () => set(y, 1))).toEqual([])
  })

  it('needs both threads to be able to run', () => {
    const waiting = (): void => {
      atomic(() => {
        waitUntil(eq(READ_ONCE(y), 1), { event: 'y' })
        set(x, 2)
      })
    }
    const writing = (): void => {
      set(x, 1)
      WRITE_ONCE(y, 1)
      set(x, 3)
    }
    expect(races(waiting, writing)).toEqual([])
    expect(races(waiting, writing, 'b2')).toEqual(['x'])
  })

  it('is found in every alternative of a choice', () => {
    const either = (): void => {
      atomic(() => {
        const how = choose('how', ['y', 'x'])
        If(eq(how, 0), () => set(y, 1)).Else(() => set(x, 1))
      })
    }
    expect(races(either, () => set(x, 2))).toEqual(['x'])
    expect(races(either, () => set(y, 2))).toEqual(['y'])
  })

  it('is one per word, however often the steps touch it', () => {
    const often = (): void => {
      atomic(() => {
        set(x, 1)
        set(x, 2)
        set(y, 3)
      })
    }
    expect(races(often, often)).toEqual(['x', 'y'])
  })
})
