/** Threads that start in the middle of a run. */

import { describe, expect, it } from 'vitest'
import { add } from '../build/expressions.ts'
import { fn, p, start } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { atomic, check, local, set, While } from '../build/statements.ts'
import { embed, int, ptr, struct } from '../build/types.ts'
import { Spinlock, spin_lock } from '../kernel/spinlock.ts'
import { finalWords, machineOf, play, playOut } from '../testing/play.ts'

const x = global('x', int)
const y = global('y', int)
const Node = struct('node', { first: int, second: int })
const node = global('node', ptr(Node))
const lock = global('lock', embed(Spinlock))

const store = fn('store', [p('n', int)], (n) => set(y, n))

describe('a started thread', () => {
  it('gets its arguments at the start and runs from the next step on', () => {
    const machine = machineOf(({ thread }) => {
      thread(
        'A',
        'starts',
        fn('a', [], () => {
          start('t', 'worker', store, add(x, 5))
          set(x, 9)
        }),
      )
    })
    expect(play(machine, 'b').stopped).toBe('B not-started')
    const { run, stopped } = play(machine, 'a2b')
    expect(stopped).toBeUndefined()
    expect(run.steps[0]?.events.map(({ event }) => event.kind)).toContain('spawn')
    expect(finalWords(run, ['x', 'y'])).toEqual({ x: 9, y: 5 })
    expect(machine.lanes[1]?.title).toBe('worker (from A)')
  })

  it('is a lane of its own for each function, also where two have one name', () => {
    const toX = fn('worker', [], () => set(x, 1))
    const toY = fn('worker', [], () => set(y, 1))
    const machine = machineOf(({ thread }) => {
      thread(
        'A',
        'starts',
        fn('a', [], () => {
          start('t', 'x', toX)
          start('u', 'y', toY)
        }),
      )
    })
    expect(finalWords(playOut(machine, 'A').run, ['x', 'y'])).toEqual({ x: 1, y: 1 })
  })

  it('takes a letter that no thread has', () => {
    const machine = machineOf(({ thread }) => {
      thread(
        'B',
        'starts',
        fn('b', [], () => {
          start('t', 'worker', store, 1)
        }),
      )
      thread('C', 'other', store, 2)
    })
    expect(machine.lanes.map(({ letter }) => letter)).toEqual(['B', 'C', 'A', '0'])
  })

  it('hits the bound when it is started more often than the model allows', () => {
    const body = fn('a', [], () => {
      const n = local('n', int)
      While(
        () => 1,
        () => {
          start('t', 'worker', store, n)
        },
      )
    })
    const machine = machineOf(({ thread }) => thread('A', 'a', body), { bounds: { spawns: 2 } })
    expect(playOut(machine, 'A').faults).toEqual([
      '3 A: bound: more than 2 starts of the same thread',
    ])
    const single = machineOf(({ thread }) => thread('A', 'a', body))
    expect(playOut(single, 'A').faults).toEqual([
      '2 A: bound: more than 1 start of the same thread',
    ])
  })

  it('does not start when its argument cannot be read', () => {
    const machine = machineOf(({ thread }) => {
      thread(
        'A',
        'starts',
        fn('a', [], () => {
          start('t', 'worker', store, node.second)
        }),
      )
    })
    const { faults, run } = play(machine, 'a')
    expect(faults).toEqual(['1 A: invalid pointer 1, read'])
    expect(run.readiness(1).kind).toBe('not-started')
  })

  it('may crash in its first code without harm to the one that starts it', () => {
    const broken = fn('broken', [], () => check(0, 'BUG_ON', 'never'))
    const machine = machineOf(({ thread }) => {
      thread(
        'A',
        'starts',
        fn('a', [], () => {
          atomic(() => {
            start('t', 'worker', broken)
            set(x, 1)
          })
          set(y, 1)
        }),
      )
    })
    const { faults, run } = play(machine, 'aa')
    expect(faults).toEqual(['1 B: BUG_ON: never'])
    expect(finalWords(run, ['x', 'y'])).toEqual({ x: 1, y: 1 })
  })
})

describe('lanes', () => {
  it('are limited, also where threads start each other without end', () => {
    const chain: { next: () => void } = { next: () => {} }
    const link = fn('link', [], () => {
      spin_lock(lock)
      start('t', 'next', link)
    })
    chain.next = link
    expect(() => machineOf(({ thread }) => thread('A', 'a', link))).toThrow(
      'at most 15 lanes are possible',
    )
    const locked = fn('locked', [], () => spin_lock(lock))
    const many = 'ABCDEFGHIJKLMNO'.split('')
    expect(() =>
      machineOf(({ thread }) => {
        for (const letter of many) thread(letter, letter, locked)
      }),
    ).toThrow('15 threads: at most 14 are possible')
    const unlocked = machineOf(({ thread }) => {
      for (const letter of many) thread(letter, letter, store, 1)
    })
    expect(unlocked.lanes).toHaveLength(16)
  })

  it('have one letter each', () => {
    for (const letters of [['A', 'A'], ['a'], ['AB']]) {
      expect(() =>
        machineOf(({ thread }) => {
          for (const letter of letters) thread(letter, 'title', store, 1)
        }),
      ).toThrow('every thread needs a letter of its own, A to Z')
    }
  })
})
