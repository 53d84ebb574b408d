/**
 * The mutex of 4.1 with CONFIG_DEBUG_MUTEXES (kernel/locking/mutex-debug.c): no fast paths and no
 * spinning. The count becomes 1 while wait_lock is held, and whoever wants the lock needs wait_lock
 * too, so the unlocker's last access is the one store of spin_unlock(wait_lock), before the next
 * owner can get any further.
 *
 * Simplified: of the debug checks only the owner's remains.
 */

import { add, current, eq, READ_ONCE, WRITE_ONCE } from '../build/expressions.ts'
import { kernelFn, p } from '../build/fn.ts'
import { atomic, check, local, released, Return } from '../build/statements.ts'
import { int, ptr } from '../build/types.ts'
import { atomic_set } from './atomic.ts'
import { __mutex_lock_common, tryFromFree } from './mutex-sleep.ts'
import { Mutex, type MutexImplementation } from './mutex-struct.ts'
import { spin_lock, spin_unlock } from './spinlock.ts'
import { wait_list_wake_first } from './wait-list.ts'

const debug_mutex_unlock = kernelFn('debug_mutex_unlock', [p('lock', ptr(Mutex))], (lock) => {
  atomic(() => {
    check(
      eq(READ_ONCE(lock.owner), add(current(), 1)),
      'lock',
      'mutex unlocked by a thread that does not own it',
    )
    WRITE_ONCE(lock.owner, 0)
    atomic_set(lock.count, 1)
    released(lock)
  })
})

export const debugMutex: MutexImplementation = {
  lock: (lock) => __mutex_lock_common(lock),

  trylock: (lock) => {
    const taken = local('taken', int)
    spin_lock(lock.wait_lock)
    atomic(() => tryFromFree(lock, taken))
    spin_unlock(lock.wait_lock)
    Return(taken)
  },

  unlock: (lock) => {
    spin_lock(lock.wait_lock)
    debug_mutex_unlock(lock)
    wait_list_wake_first(lock.wait_list)
    spin_unlock(lock.wait_lock)
  },
}
