/**
 * The slow paths of a rwsem, after rwsem_down_read_failed(), rwsem_down_write_failed() and rwsem_wake()
 * of 4.1. Whoever holds wait_lock may change the queue, so each change of it shares a step with the
 * decision that it belongs to.
 */

import { add, bitAnd, bitOr, current, eq, shl, sub } from '../build/expressions.ts'
import { kernelFn, p } from '../build/fn.ts'
import {
  acquired,
  atomic,
  Break,
  choose,
  If,
  local,
  set,
  waitUntil,
  While,
} from '../build/statements.ts'
import { int, ptr } from '../build/types.ts'
import type { IntPlace, IntValue } from '../build/value.ts'
import { atomic_read, atomic_set } from './atomic.ts'
import { sleeping } from './quiescent.ts'
import { inactive, READER_BIAS, Rwsem, type RwsemPointer, WAITERS, WRITER } from './rwsem-struct.ts'
import { spin_lock, spin_unlock } from './spinlock.ts'
import {
  isRunnable,
  schedule,
  set_current_state,
  TASK_RUNNING,
  TASK_UNINTERRUPTIBLE,
  wake_up_process,
} from './task.ts'
import {
  wait_list_add_tail,
  wait_list_empty,
  wait_list_first,
  wait_list_remove,
} from './wait-list.ts'

function isWriter(sem: RwsemPointer, thread: IntValue): IntValue {
  return bitAnd(sem.waiting_writers, shl(1, thread))
}

/** Gives the lock to all readers at the head of the queue. No writer may be active. */
const grantReaders = kernelFn('rwsem_grant_readers', [p('sem', ptr(Rwsem))], (sem) => {
  const reader = local('reader', int)
  While(
    () => sem.wait_list.length,
    () => {
      set(reader, wait_list_first(sem.wait_list))
      If(isWriter(sem, reader), Break)
      wait_list_remove(sem.wait_list, reader)
      atomic_set(sem.count, add(atomic_read(sem.count), READER_BIAS))
      wake_up_process(reader)
    },
  )
  If(wait_list_empty(sem.wait_list), () =>
    atomic_set(sem.count, sub(atomic_read(sem.count), WAITERS)),
  )
})

/** One step under wait_lock. A writer that was faster will wake the queue when it releases. */
const __rwsem_do_wake = kernelFn('__rwsem_do_wake', [p('sem', ptr(Rwsem))], (sem) => {
  atomic(() => {
    If(sem.wait_list.length, () => {
      If(isWriter(sem, wait_list_first(sem.wait_list)), () =>
        wake_up_process(wait_list_first(sem.wait_list)),
      ).Else(() => {
        If(eq(bitAnd(atomic_read(sem.count), WRITER), 0), () => grantReaders(sem))
      })
    })
  })
})

export const rwsem_wake = kernelFn('rwsem_wake', [p('sem', ptr(Rwsem))], (sem) => {
  spin_lock(sem.wait_lock)
  __rwsem_do_wake(sem)
  spin_unlock(sem.wait_lock)
})

/** Part of the queueing step: the waiter is on the list, the flag set, the state not running. */
function enqueue(sem: RwsemPointer): void {
  wait_list_add_tail(sem.wait_list)
  atomic_set(sem.count, bitOr(atomic_read(sem.count), WAITERS))
  set_current_state(TASK_UNINTERRUPTIBLE)
}

export const rwsem_down_read_failed = kernelFn(
  'rwsem_down_read_failed',
  [p('sem', ptr(Rwsem))],
  (sem) => {
    const first = local('first', int)
    spin_lock(sem.wait_lock)
    atomic(() => {
      set(first, wait_list_empty(sem.wait_list))
      enqueue(sem)
      // Whoever released before the flag was set knows of nobody to wake, and other readers may be
      // active by now. Where somebody was queued already, the releaser knows.
      If(first, () => __rwsem_do_wake(sem))
    })
    spin_unlock(sem.wait_lock)
    sleeping(() => {
      atomic(() => {
        waitUntil(isRunnable(), { lock: sem })
        acquired(sem, 'read')
      })
    })
  },
)

const rwsem_optimistic_spin = kernelFn('rwsem_optimistic_spin', [p('sem', ptr(Rwsem))], (sem) => {
  atomic(() => {
    waitUntil(inactive(sem), { lock: sem })
    atomic_set(sem.count, add(atomic_read(sem.count), WRITER))
    acquired(sem)
  })
})

/** A queued writer's try: the flag stays for those who still wait. */
function tryWriteFromQueue(sem: RwsemPointer, taken: IntPlace): void {
  set(taken, inactive(sem))
  If(taken, () => {
    wait_list_remove(sem.wait_list, current())
    set(sem.waiting_writers, sub(sem.waiting_writers, shl(1, current())))
    If(wait_list_empty(sem.wait_list), () => atomic_set(sem.count, WRITER)).Else(() =>
      atomic_set(sem.count, bitOr(WRITER, WAITERS)),
    )
    set_current_state(TASK_RUNNING)
    acquired(sem)
  }).Else(() => set_current_state(TASK_UNINTERRUPTIBLE))
}

const rwsem_down_write_sleep = kernelFn('rwsem_down_write_sleep', [p('sem', ptr(Rwsem))], (sem) => {
  const taken = local('taken', int)
  spin_lock(sem.wait_lock)
  atomic(() => {
    enqueue(sem)
    set(sem.waiting_writers, bitOr(sem.waiting_writers, shl(1, current())))
  })
  While(
    () => 1,
    () => {
      atomic(() => tryWriteFromQueue(sem, taken))
      If(taken, Break)
      spin_unlock(sem.wait_lock)
      schedule({ lock: sem })
      spin_lock(sem.wait_lock)
    },
  )
  spin_unlock(sem.wait_lock)
})

export const rwsem_down_write_failed = kernelFn(
  'rwsem_down_write_failed',
  [p('sem', ptr(Rwsem))],
  (sem) => {
    const how = choose('how', ['spin', 'sleep'])
    If(eq(how, 0), () => rwsem_optimistic_spin(sem)).Else(() => rwsem_down_write_sleep(sem))
  },
)
