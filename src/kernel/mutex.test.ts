import { describe, expect, it } from 'vitest'
import { add } from '../build/expressions.ts'
import { fn } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { If, local, set } from '../build/statements.ts'
import { embed, int } from '../build/types.ts'
import { type MutexModel, mutexModels, type Variant } from '../ir/program.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf } from '../testing/play.ts'
import { Mutex, mutex_lock, mutex_trylock, mutex_unlock, unlockedMutex } from './mutex.ts'

const withMutex = (mutex: MutexModel): Variant => ({ fixes: [], mutex })

const lock = global('lock', embed(Mutex), unlockedMutex)
const x = global('x', int)

const increment = fn('increment', [], () => {
  mutex_lock(lock)
  const old = local('old', int, x)
  set(x, add(old, 1))
  mutex_unlock(lock)
})

const increment_twice = fn('increment_twice', [], () => {
  increment()
  increment()
})

const try_increment = fn('try_increment', [], () => {
  If(mutex_trylock(lock), () => {
    const old = local('old', int, x)
    set(x, add(old, 1))
    mutex_unlock(lock)
  })
})

describe.each(mutexModels)('every run with the mutex model %s', (model) => {
  const clean = { faults: [], races: [], stuck: [], complete: true }

  it('excludes two threads that come back for more, and wakes every sleeper', () => {
    const machine = machineOf(
      ({ thread }) => {
        thread('A', 'one', increment_twice)
        thread('B', 'other', increment_twice)
      },
      {},
      withMutex(model),
    )
    expect(everyRun(machine, ['x'])).toMatchObject({ ...clean, outcomes: ['x=4'] })
  })

  it('excludes three threads', () => {
    const machine = machineOf(
      ({ thread }) => {
        thread('A', 'one', increment)
        thread('B', 'other', increment)
        thread('C', 'third', increment)
      },
      {},
      withMutex(model),
    )
    expect(everyRun(machine, ['x'])).toMatchObject({ ...clean, outcomes: ['x=3'] })
  })

  it('lets trylock fail, and exclude others when it does not', () => {
    const machine = machineOf(
      ({ thread }) => {
        thread('A', 'one', increment)
        thread('B', 'other', try_increment)
        thread('C', 'third', try_increment)
      },
      {},
      withMutex(model),
    )
    const outcomes = ['x=1', 'x=2', 'x=3']
    expect(everyRun(machine, ['x'])).toMatchObject({ ...clean, outcomes })
  })
})

describe.each(mutexModels)('unlocking a mutex that somebody else holds (%s)', (model) => {
  const unlock = fn('unlock', [], () => {
    mutex_unlock(lock)
  })
  it('is reported', () => {
    const machine = machineOf(
      ({ thread }) => {
        thread('A', 'holder', increment)
        thread('B', 'stranger', unlock)
      },
      {},
      withMutex(model),
    )
    expect(everyRun(machine).faults.join()).toContain('releases lock without holding it')
  })
})
