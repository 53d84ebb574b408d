import { describe, expect, it } from 'vitest'
import { add } from '../build/expressions.ts'
import { fn } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { If, set } from '../build/statements.ts'
import { embed, int } from '../build/types.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf, play } from '../testing/play.ts'
import { spin_lock, spin_trylock, spin_unlock, Spinlock } from './spinlock.ts'

const lock = global('lock', embed(Spinlock))
const x = global('x', int)

const increment = fn('increment', [], () => {
  spin_lock(lock)
  set(x, add(x, 1))
  spin_unlock(lock)
})
const tryIncrement = fn('try_increment', [], () => {
  If(spin_trylock(lock), () => {
    set(x, add(x, 1))
    spin_unlock(lock)
  })
})

describe('a spinlock', () => {
  it('excludes, and lets trylock fail', () => {
    const machine = machineOf(({ thread }) => {
      thread('A', 'one', increment)
      thread('B', 'other', increment)
      thread('C', 'third', tryIncrement)
    })
    expect(everyRun(machine, ['x'])).toMatchObject({
      faults: [],
      races: [],
      stuck: [],
      outcomes: ['x=2', 'x=3'],
    })
  })

  it('makes the others wait for its holder', () => {
    const machine = machineOf(({ thread }) => {
      thread('A', 'one', increment)
      thread('B', 'other', increment)
    })
    expect(play(machine, 'ab').stopped).toBe('B blocked on lock held by A')
    expect(play(machine, 'a3b').stopped).toBeUndefined()
  })

  it('taken twice by one thread is a deadlock', () => {
    const machine = machineOf(({ thread }) => {
      const twice = fn('twice', [], () => {
        spin_lock(lock)
        spin_lock(lock)
      })
      thread('A', 'one', twice)
    })
    expect(play(machine, 'a').faults).toEqual(['1 A: waits for itself on lock'])
  })
})
