/**
 * The mutex of today (since 4.10, kernel/locking/mutex.c): one word holds the owner and flags; it is
 * free when there is no owner, whatever the flags.
 *
 * Unlocking with the WAITERS flag set is not one step either: the owner is taken out of the word, from
 * then on others may take the lock, and only then wait_lock is taken to wake the first waiter.
 *
 * Simplified: no handoff to a waiter that was overtaken, no MCS queue, no signals; whether a contender
 * spins or sleeps is a choice made once; the wake-up is done inside wait_lock, where today's kernel
 * does it just after (it touches the woken task only, not the mutex).
 */

import {
  add,
  bitAnd,
  bitOr,
  current,
  eq,
  lt,
  markedLoad,
  markedStore,
  shl,
  sub,
} from '../build/expressions.ts'
import { kernelFn, p } from '../build/fn.ts'
import {
  acquired,
  atomic,
  Break,
  choose,
  contended,
  If,
  local,
  released,
  Return,
  set,
  waitUntil,
  While,
} from '../build/statements.ts'
import { int, ptr } from '../build/types.ts'
import type { IntLike, IntPlace, IntValue } from '../build/value.ts'
import { named } from '../build/wrap.ts'
import { Mutex, type MutexImplementation, type MutexPointer } from './mutex-struct.ts'
import { spin_lock, spin_unlock } from './spinlock.ts'
import { schedule, set_current_state, TASK_RUNNING, TASK_UNINTERRUPTIBLE } from './task.ts'
import {
  wait_list_add_tail,
  wait_list_empty,
  wait_list_remove,
  wait_list_wake_first,
} from './wait-list.ts'

const MUTEX_FLAG_WAITERS = named(1, 'MUTEX_FLAG_WAITERS')

function readOwner(lock: MutexPointer): IntValue {
  return markedLoad(lock.owner, 'atomic_long_read')
}

function setOwner(lock: MutexPointer, owner: IntLike): void {
  markedStore(lock.owner, owner, 'atomic_long_set')
}

/** The running thread in the owner word, without flags. */
function self(): IntValue {
  return shl(add(current(), 1), 1)
}

function ownerless(lock: MutexPointer): IntValue {
  return lt(readOwner(lock), 2)
}

/** Only when nobody owns the lock; the flags stay. */
function take(lock: MutexPointer): void {
  setOwner(lock, bitOr(self(), readOwner(lock)))
  acquired(lock)
}

function tryLock(lock: MutexPointer, taken: IntPlace): void {
  set(taken, ownerless(lock))
  If(taken, () => take(lock))
}

const mutex_optimistic_spin = kernelFn('mutex_optimistic_spin', [p('lock', ptr(Mutex))], (lock) => {
  atomic(() => {
    waitUntil(ownerless(lock), { lock })
    take(lock)
  })
})

/** Between queueing, which sets the flag, and the first sleep there is one more try. */
const __mutex_lock_common = kernelFn('__mutex_lock_common', [p('lock', ptr(Mutex))], (lock) => {
  const taken = local('taken', int)
  spin_lock(lock.wait_lock)
  atomic(() => {
    tryLock(lock, taken)
    If(taken, () => {}).Else(() => {
      wait_list_add_tail(lock.wait_list)
      setOwner(lock, bitOr(readOwner(lock), MUTEX_FLAG_WAITERS))
      set_current_state(TASK_UNINTERRUPTIBLE)
    })
  })
  If(eq(taken, 0), () => {
    sleepUntilTaken(lock, taken)
    atomic(() => leaveQueue(lock))
  })
  spin_unlock(lock.wait_lock)
})

/** wait_lock is held before and after; the try after waking up does without it. */
function sleepUntilTaken(lock: MutexPointer, taken: IntPlace): void {
  While(
    () => 1,
    () => {
      atomic(() => tryLock(lock, taken))
      If(taken, Break)
      spin_unlock(lock.wait_lock)
      schedule({ lock })
      atomic(() => {
        tryLock(lock, taken)
        If(eq(taken, 0), () => set_current_state(TASK_UNINTERRUPTIBLE))
      })
      spin_lock(lock.wait_lock)
      If(taken, Break)
    },
  )
}

function leaveQueue(lock: MutexPointer): void {
  set_current_state(TASK_RUNNING)
  wait_list_remove(lock.wait_list, current())
  If(wait_list_empty(lock.wait_list), () =>
    setOwner(lock, sub(readOwner(lock), MUTEX_FLAG_WAITERS)),
  )
}

const __mutex_lock_slowpath = kernelFn('__mutex_lock_slowpath', [p('lock', ptr(Mutex))], (lock) => {
  const how = choose('how', ['spin', 'sleep'])
  If(eq(how, 0), () => mutex_optimistic_spin(lock)).Else(() => __mutex_lock_common(lock))
})

const __mutex_unlock_slowpath = kernelFn(
  '__mutex_unlock_slowpath',
  [p('lock', ptr(Mutex))],
  (lock) => {
    const flags = local('flags', int)
    atomic(() => {
      set(flags, bitAnd(readOwner(lock), MUTEX_FLAG_WAITERS))
      setOwner(lock, flags)
      released(lock)
    })
    If(flags, () => {
      spin_lock(lock.wait_lock)
      wait_list_wake_first(lock.wait_list)
      spin_unlock(lock.wait_lock)
    })
  },
)

export const ownerMutex: MutexImplementation = {
  lock: (lock) => {
    const taken = local('taken', int)
    atomic(() => {
      set(taken, eq(readOwner(lock), 0))
      If(taken, () => take(lock)).Else(() => contended(lock))
    })
    If(eq(taken, 0), () => __mutex_lock_slowpath(lock))
  },

  trylock: (lock) => {
    const taken = local('taken', int)
    atomic(() => tryLock(lock, taken))
    Return(taken)
  },

  unlock: (lock) => {
    const alone = local('alone', int)
    atomic(() => {
      set(alone, eq(readOwner(lock), self()))
      If(alone, () => {
        setOwner(lock, 0)
        released(lock)
      })
    })
    If(eq(alone, 0), () => __mutex_unlock_slowpath(lock))
  },
}
