/** Retry loops: another round only after somebody else has written, and never a lost wake-up. */

import { describe, expect, it } from 'vitest'
import { add, eq, ne } from '../build/expressions.ts'
import { fn, fnOf } from '../build/fn.ts'
import { global, type ScenarioSpec } from '../build/scenario.ts'
import { cpu_relax, Return, set, While } from '../build/statements.ts'
import { int } from '../build/types.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf, play } from '../testing/play.ts'

const flag = global('flag', int)
const other = global('other', int)

const spinner = fn('spinner', [], () => {
  While(
    () => eq(flag, 0),
    () => cpu_relax(),
  )
})

function against(body: () => void, loop = spinner): ScenarioSpec['program'] {
  return ({ thread }) => {
    thread('A', 'spins', loop)
    thread('B', 'writes', fn('b', [], body))
  }
}

describe('a spin loop', () => {
  it('looks, then waits until another thread has written', () => {
    const machine = machineOf(against(() => set(flag, 1)))
    expect(play(machine, 'aa').stopped).toBe('A blocked until somebody writes')
    expect(play(machine, 'abaa').stopped).toBeUndefined()
  })

  it('goes round once for each write, whatever was written', () => {
    const machine = machineOf(against(() => set(other, 1)))
    expect(play(machine, 'aba2').stopped).toBeUndefined()
    expect(play(machine, 'aba3').stopped).toBe('A blocked until somebody writes')
  })

  it('goes round once too often rather than too rarely: a write before its look counts', () => {
    const machine = machineOf(against(() => set(other, 1)))
    expect(play(machine, 'ba3').stopped).toBeUndefined()
    expect(play(machine, 'ba4').stopped).toBe('A blocked until somebody writes')
  })

  it('is not woken by what it writes itself', () => {
    const busy = fn('busy', [], () => {
      While(
        () => eq(flag, 0),
        () => {
          set(other, add(other, 1))
          cpu_relax()
        },
      )
    })
    expect(play(machineOf(against(() => set(flag, 1), busy)), 'a3').stopped).toBe(
      'A blocked until somebody writes',
    )
  })

  it('notices a write between its look and its wait, also where a function does either', () => {
    const isSet = fnOf(int, 'is_set', [], () => Return(ne(flag, 0)))
    const pause = fn('pause', [], () => cpu_relax())
    const loop = fn('loop', [], () => {
      While(
        () => eq(isSet(), 0),
        () => pause(),
      )
    })
    for (const each of [spinner, loop]) {
      const found = everyRun(machineOf(against(() => set(flag, 1), each)), ['flag'])
      expect(found).toMatchObject({ stuck: [], outcomes: ['flag=1'], complete: true })
    }
  })

  it('alone with nobody left to write is stuck', () => {
    const found = everyRun(machineOf(against(() => set(other, 1))))
    expect(found.stuck).toEqual(['A blocked until somebody writes, B done (abaa)'])
  })
})
