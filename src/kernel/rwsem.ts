/**
 * struct rw_semaphore, 4.1 in spirit (kernel/locking/rwsem-xadd.c): an atomic count decides the fast
 * paths, waiters queue in order of arrival, and a releaser that finds waiters takes wait_lock after
 * the release in order to wake the first one, or all readers up to the first writer. Readers are given
 * the lock by their waker; a writer is only woken and takes it itself, so that a spinning writer may
 * be faster. A reader queues behind any waiter, even while other readers hold the lock.
 *
 * Simplified: the count is laid out as today (a writer bit, a waiters bit, readers above); a fast path
 * that fails leaves the count alone, where 4.1 adds and takes back; no MCS queue, no downgrade. A
 * reader to whom the lock was given shows as its holder from its own next step on.
 */

import { add, bitAnd, bitOr, current, eq, shl, sub } from '../build/expressions.ts'
import { kernelFn, kernelFnOf, p } from '../build/fn.ts'
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
import { bool, embed, type FieldsOf, int, lockStruct, ptr } from '../build/types.ts'
import type { IntPlace, IntValue, PtrValue } from '../build/value.ts'
import { named } from '../build/wrap.ts'
import { Atomic, atomic_read, atomic_set } from './atomic.ts'
import { Spinlock, spin_lock, spin_lock_init, spin_unlock } from './spinlock.ts'
import {
  isRunnable,
  schedule,
  set_current_state,
  TASK_RUNNING,
  TASK_UNINTERRUPTIBLE,
  wake_up_process,
} from './task.ts'
import {
  WaitList,
  wait_list_add_tail,
  wait_list_empty,
  wait_list_first,
  wait_list_remove,
} from './wait-list.ts'

const WRITER = named(1, 'RWSEM_WRITER_LOCKED')
const WAITERS = named(2, 'RWSEM_FLAG_WAITERS')
const READER_BIAS = named(4, 'RWSEM_READER_BIAS')
const LOCKED_OR_WAITED_FOR = named(3, 'RWSEM_READ_FAILED_MASK')

export const Rwsem = lockStruct('rw_semaphore', {
  /** RWSEM_WRITER_LOCKED, RWSEM_FLAG_WAITERS, and RWSEM_READER_BIAS for each reader. */
  count: embed(Atomic),
  wait_lock: embed(Spinlock),
  wait_list: embed(WaitList),
  /** Which of the waiting threads want to write: bit n is thread n. */
  waiting_writers: int,
})
export type RwsemFields = FieldsOf<typeof Rwsem>
type RwsemPointer = PtrValue<RwsemFields>

export const init_rwsem = kernelFn('init_rwsem', [p('sem', ptr(Rwsem))], (sem) => {
  atomic(() => {
    atomic_set(sem.count, 0)
    spin_lock_init(sem.wait_lock)
    set(sem.wait_list.length, 0)
    set(sem.waiting_writers, 0)
  })
})

/** Nobody reads or writes; there may be waiters. */
function inactive(sem: RwsemPointer): IntValue {
  return eq(bitOr(atomic_read(sem.count), WAITERS), WAITERS)
}

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

const rwsem_wake = kernelFn('rwsem_wake', [p('sem', ptr(Rwsem))], (sem) => {
  spin_lock(sem.wait_lock)
  __rwsem_do_wake(sem)
  spin_unlock(sem.wait_lock)
})

function tryRead(sem: RwsemPointer, taken: IntPlace): void {
  set(taken, eq(bitAnd(atomic_read(sem.count), LOCKED_OR_WAITED_FOR), 0))
  If(taken, () => {
    atomic_set(sem.count, add(atomic_read(sem.count), READER_BIAS))
    acquired(sem, 'read')
  })
}

function tryWrite(sem: RwsemPointer, taken: IntPlace): void {
  set(taken, eq(atomic_read(sem.count), 0))
  If(taken, () => {
    atomic_set(sem.count, WRITER)
    acquired(sem)
  })
}

/** Part of the queueing step: the waiter is on the list, the flag set, the state not running. */
function enqueue(sem: RwsemPointer): void {
  wait_list_add_tail(sem.wait_list)
  atomic_set(sem.count, bitOr(atomic_read(sem.count), WAITERS))
  set_current_state(TASK_UNINTERRUPTIBLE)
}

const rwsem_down_read_failed = kernelFn('rwsem_down_read_failed', [p('sem', ptr(Rwsem))], (sem) => {
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
  atomic(() => {
    waitUntil(isRunnable(), { lock: sem })
    acquired(sem, 'read')
  })
})

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

const rwsem_down_write_failed = kernelFn(
  'rwsem_down_write_failed',
  [p('sem', ptr(Rwsem))],
  (sem) => {
    const how = choose('how', ['spin', 'sleep'])
    If(eq(how, 0), () => rwsem_optimistic_spin(sem)).Else(() => rwsem_down_write_sleep(sem))
  },
)

export const down_read = kernelFn('down_read', [p('sem', ptr(Rwsem))], (sem) => {
  const taken = local('taken', int)
  atomic(() => {
    tryRead(sem, taken)
    If(eq(taken, 0), () => contended(sem))
  })
  If(eq(taken, 0), () => rwsem_down_read_failed(sem))
})

/** True when it took the lock; it never sleeps, and fails behind any waiter, as in 4.1. */
export const down_read_trylock = kernelFnOf(
  bool,
  'down_read_trylock',
  [p('sem', ptr(Rwsem))],
  (sem) => {
    const taken = local('taken', int)
    atomic(() => tryRead(sem, taken))
    Return(taken)
  },
)

export const down_write = kernelFn('down_write', [p('sem', ptr(Rwsem))], (sem) => {
  const taken = local('taken', int)
  atomic(() => {
    tryWrite(sem, taken)
    If(eq(taken, 0), () => contended(sem))
  })
  If(eq(taken, 0), () => rwsem_down_write_failed(sem))
})

/** True when it took the lock; it never sleeps. */
export const down_write_trylock = kernelFnOf(
  bool,
  'down_write_trylock',
  [p('sem', ptr(Rwsem))],
  (sem) => {
    const taken = local('taken', int)
    atomic(() => tryWrite(sem, taken))
    Return(taken)
  },
)

/** The last reader wakes the first waiter. */
export const up_read = kernelFn('up_read', [p('sem', ptr(Rwsem))], (sem) => {
  const count = local('count', int)
  atomic(() => {
    set(count, sub(atomic_read(sem.count), READER_BIAS))
    atomic_set(sem.count, count)
    released(sem)
  })
  If(eq(count, WAITERS), () => rwsem_wake(sem))
})

export const up_write = kernelFn('up_write', [p('sem', ptr(Rwsem))], (sem) => {
  const count = local('count', int)
  atomic(() => {
    set(count, sub(atomic_read(sem.count), WRITER))
    atomic_set(sem.count, count)
    released(sem)
  })
  If(bitAnd(count, WAITERS), () => rwsem_wake(sem))
})
