/**
 * The mutex of 4.1 (kernel/locking/mutex.c and the fast paths of include/asm-generic/mutex-dec.h):
 * `count` is 1 when free, 0 when held, negative when held and somebody may wait.
 *
 * Unlocking is not one step. When count + 1 is not yet positive the slow path sets it to 1, which is
 * the moment at which others may take the lock, and only then takes wait_lock to wake a sleeper: up to
 * three more steps in the memory of a mutex that somebody else may meanwhile own, or have freed.
 *
 * Simplified: whether a contender spins or sleeps is a choice made once, where the kernel spins while
 * the owner runs on a CPU; spinners have no MCS queue; there is no ww_mutex, no lockdep, no signal.
 */

import { eq, gt, le, lt, WRITE_ONCE } from '../build/expressions.ts'
import { kernelFn, p } from '../build/fn.ts'
import {
  atomic,
  choose,
  contended,
  If,
  local,
  released,
  Return,
  set,
  waitUntil,
} from '../build/statements.ts'
import { int, ptr } from '../build/types.ts'
import { atomic_dec_return, atomic_inc_return, atomic_read, atomic_set } from './atomic.ts'
import { __mutex_lock_common, becomeOwner, tryFromFree } from './mutex-sleep.ts'
import { Mutex, type MutexImplementation } from './mutex-struct.ts'
import { spin_lock, spin_unlock } from './spinlock.ts'
import { wait_list_wake_first } from './wait-list.ts'

const mutex_optimistic_spin = kernelFn('mutex_optimistic_spin', [p('lock', ptr(Mutex))], (lock) => {
  atomic(() => {
    waitUntil(eq(atomic_read(lock.count), 1), { lock })
    atomic_set(lock.count, 0)
    becomeOwner(lock)
  })
})

const __mutex_lock_slowpath = kernelFn('__mutex_lock_slowpath', [p('lock', ptr(Mutex))], (lock) => {
  const how = choose('how', ['spin', 'sleep'])
  If(eq(how, 0), () => mutex_optimistic_spin(lock)).Else(() => __mutex_lock_common(lock))
})

const __mutex_unlock_slowpath = kernelFn(
  '__mutex_unlock_slowpath',
  [p('lock', ptr(Mutex))],
  (lock) => {
    atomic(() => {
      atomic_set(lock.count, 1)
      released(lock)
    })
    spin_lock(lock.wait_lock)
    wait_list_wake_first(lock.wait_list)
    spin_unlock(lock.wait_lock)
  },
)

export const countMutex: MutexImplementation = {
  lock: (lock) => {
    const count = local('count', int)
    atomic(() => {
      set(count, atomic_dec_return(lock.count))
      If(lt(count, 0), () => contended(lock)).Else(() => becomeOwner(lock))
    })
    If(lt(count, 0), () => __mutex_lock_slowpath(lock))
  },

  trylock: (lock) => {
    const taken = local('taken', int)
    atomic(() => tryFromFree(lock, taken))
    Return(taken)
  },

  unlock: (lock) => {
    const count = local('count', int)
    atomic(() => {
      set(count, atomic_inc_return(lock.count))
      WRITE_ONCE(lock.owner, 0)
      If(gt(count, 0), () => released(lock))
    })
    If(le(count, 0), () => __mutex_unlock_slowpath(lock))
  },
}
