/**
 * What the two mutexes of 4.1, with and without CONFIG_DEBUG_MUTEXES, have in common
 * (kernel/locking/mutex.c): the count, the owner and the way to sleep.
 */

import { add, current, eq, ge, WRITE_ONCE } from '../build/expressions.ts'
import { kernelFn, p } from '../build/fn.ts'
import { acquired, atomic, Break, contended, If, local, set, While } from '../build/statements.ts'
import { int, ptr } from '../build/types.ts'
import type { IntPlace } from '../build/value.ts'
import { atomic_read, atomic_set } from './atomic.ts'
import { Mutex, type MutexPointer } from './mutex-struct.ts'
import { spin_lock, spin_unlock } from './spinlock.ts'
import { schedule, set_current_state, TASK_UNINTERRUPTIBLE } from './task.ts'
import { wait_list_add_tail, wait_list_empty, wait_list_remove } from './wait-list.ts'

/**
 * Part of the step in which the count says that the running thread has the lock. The owner is marked,
 * as in later kernels, because spinners read it without a lock.
 */
export function becomeOwner(lock: MutexPointer): void {
  WRITE_ONCE(lock.owner, add(current(), 1))
  acquired(lock)
}

/** If the count is 1 it becomes 0 and the running thread the owner; `taken` says so. */
export function tryFromFree(lock: MutexPointer, taken: IntPlace): void {
  set(taken, eq(atomic_read(lock.count), 1))
  If(taken, () => {
    atomic_set(lock.count, 0)
    becomeOwner(lock)
  })
}

/**
 * The sleeping part of the kernel function of this name. Only while wait_lock is held does the sleeper change the
 * waiter list, therefore each change shares a step with the try that it follows or precedes.
 */
export const __mutex_lock_common = kernelFn(
  '__mutex_lock_common',
  [p('lock', ptr(Mutex))],
  (lock) => {
    const taken = local('taken', int)
    spin_lock(lock.wait_lock)
    atomic(() => {
      tryFromFree(lock, taken)
      If(taken, () => {}).Else(() => {
        contended(lock)
        wait_list_add_tail(lock.wait_list)
      })
    })
    If(eq(taken, 0), () => {
      While(
        () => 1,
        () => {
          atomic(() => tryFromQueue(lock, taken))
          If(taken, Break)
          spin_unlock(lock.wait_lock)
          schedule({ lock })
          spin_lock(lock.wait_lock)
        },
      )
    })
    spin_unlock(lock.wait_lock)
  },
)

/**
 * The queued thread's try: count becomes -1 whatever it was, so that the unlocker will take the slow
 * path and wake somebody; 0 once the queue is empty.
 */
function tryFromQueue(lock: MutexPointer, taken: IntPlace): void {
  set(taken, eq(atomic_read(lock.count), 1))
  If(ge(atomic_read(lock.count), 0), () => atomic_set(lock.count, -1))
  If(taken, () => {
    wait_list_remove(lock.wait_list, current())
    If(wait_list_empty(lock.wait_list), () => atomic_set(lock.count, 0))
    becomeOwner(lock)
  }).Else(() => set_current_state(TASK_UNINTERRUPTIBLE))
}
