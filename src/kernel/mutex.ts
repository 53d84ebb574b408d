/**
 * struct mutex. Which implementation is recorded is part of the variant: `count` (4.1), `owner`
 * (today), `debug` (4.1 with CONFIG_DEBUG_MUTEXES) or `ideal` (one step, in no kernel).
 */

import { WRITE_ONCE } from '../build/expressions.ts'
import { kernelFn, kernelFnOf, p } from '../build/fn.ts'
import { variant } from '../build/record.ts'
import { atomic, set } from '../build/statements.ts'
import { bool, ptr } from '../build/types.ts'
import type { MutexModel } from '../ir/program.ts'
import { atomic_set } from './atomic.ts'
import { countMutex } from './mutex-count.ts'
import { debugMutex } from './mutex-debug.ts'
import { idealMutex } from './mutex-ideal.ts'
import { ownerMutex } from './mutex-owner.ts'
import { Mutex, type MutexImplementation } from './mutex-struct.ts'
import { spin_lock_init } from './spinlock.ts'

export { Mutex, type MutexFields } from './mutex-struct.ts'

const implementations: Readonly<Record<MutexModel, MutexImplementation>> = {
  count: countMutex,
  owner: ownerMutex,
  debug: debugMutex,
  ideal: idealMutex,
}

function implementation(): MutexImplementation {
  return implementations[variant().mutex]
}

/** DEFINE_MUTEX: initial words of a mutex in static storage, for `global`. */
export const unlockedMutex = { 'count.counter': 1 } as const

export const mutex_init = kernelFn('mutex_init', [p('lock', ptr(Mutex))], (lock) => {
  atomic(() => {
    atomic_set(lock.count, 1)
    WRITE_ONCE(lock.owner, 0)
    spin_lock_init(lock.wait_lock)
    set(lock.wait_list.length, 0)
  })
})

export const mutex_lock = kernelFn('mutex_lock', [p('lock', ptr(Mutex))], (lock) => {
  implementation().lock(lock)
})

/** True when it took the lock; it never sleeps. */
export const mutex_trylock = kernelFnOf(bool, 'mutex_trylock', [p('lock', ptr(Mutex))], (lock) => {
  implementation().trylock(lock)
})

export const mutex_unlock = kernelFn('mutex_unlock', [p('lock', ptr(Mutex))], (lock) => {
  implementation().unlock(lock)
})
