/**
 * spinlock_t, as in 4.1 and today. The queue of spinners (tickets, qspinlock) is left out: any of them
 * may be next. Releasing is one store, and nothing touches the lock afterwards.
 */

import { eq, READ_ONCE, WRITE_ONCE } from '../build/expressions.ts'
import { kernelFn, kernelFnOf, p } from '../build/fn.ts'
import {
  acquired,
  atomic,
  If,
  local,
  released,
  Return,
  set,
  waitUntil,
} from '../build/statements.ts'
import { bool, int, lockStruct, ptr } from '../build/types.ts'

export const Spinlock = lockStruct('spinlock_t', { locked: int })

export const spin_lock_init = kernelFn('spin_lock_init', [p('lock', ptr(Spinlock))], (lock) => {
  WRITE_ONCE(lock.locked, 0)
})

export const spin_lock = kernelFn('spin_lock', [p('lock', ptr(Spinlock))], (lock) => {
  atomic(() => {
    waitUntil(eq(READ_ONCE(lock.locked), 0), { lock })
    WRITE_ONCE(lock.locked, 1)
    acquired(lock)
  })
})

/** True when it took the lock; it never waits. */
export const spin_trylock = kernelFnOf(bool, 'spin_trylock', [p('lock', ptr(Spinlock))], (lock) => {
  const taken = local('taken', int)
  atomic(() => {
    set(taken, eq(READ_ONCE(lock.locked), 0))
    If(taken, () => {
      WRITE_ONCE(lock.locked, 1)
      acquired(lock)
    })
  })
  Return(taken)
})

export const spin_unlock = kernelFn('spin_unlock', [p('lock', ptr(Spinlock))], (lock) => {
  atomic(() => {
    WRITE_ONCE(lock.locked, 0)
    released(lock)
  })
})
