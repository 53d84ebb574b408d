import { describe, expect, it } from 'vitest'
import { fn } from '../build/fn.ts'
import { If, set } from '../build/statements.ts'
import { int, struct } from '../build/types.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf, play } from '../testing/play.ts'
import { kfree, kzalloc } from './slab.ts'

const Thing = struct('thing', { value: int })

describe('kzalloc', () => {
  it('may fail when asked to, as a choice of one step', () => {
    const machine = machineOf(({ thread }) => {
      const careful = fn('careful', [], () => {
        const thing = kzalloc('thing', Thing, { mayFail: true })
        If(thing, () => {
          set(thing.value, 1)
          kfree(thing)
        })
      })
      thread('A', 'one', careful)
    })
    expect(play(machine, 'a3').stopped).toBeUndefined()
    expect(play(machine, 'a.1a').stopped).toBe('A done')
  })

  it('that may fail has to be checked', () => {
    const machine = machineOf(({ thread }) => {
      const careless = fn('careless', [], () => {
        const thing = kzalloc('thing', Thing, { mayFail: true })
        set(thing.value, 1)
        kfree(thing)
      })
      thread('A', 'one', careless)
    })
    expect(everyRun(machine).faults).toEqual(['invalid pointer 0, write (a.1a)'])
  })
})

describe('kfree', () => {
  const machine = machineOf(({ thread }) => {
    const twice = fn('twice', [], () => {
      const thing = kzalloc('thing', Thing)
      kfree(thing)
      kfree(thing)
    })
    thread('A', 'one', twice)
  })

  it('twice is reported', () => {
    expect(play(machine, 'a3').faults).toEqual(['3 A: double free of thing'])
  })
})
