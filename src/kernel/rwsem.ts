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

import { add, bitAnd, eq, sub } from '../build/expressions.ts'
import { kernelFn, kernelFnOf, p } from '../build/fn.ts'
import {
  acquired,
  atomic,
  contended,
  If,
  local,
  released,
  Return,
  set,
} from '../build/statements.ts'
import { bool, int, ptr } from '../build/types.ts'
import type { IntPlace } from '../build/value.ts'
import { atomic_read, atomic_set } from './atomic.ts'
import { rwsem_down_read_failed, rwsem_down_write_failed, rwsem_wake } from './rwsem-slow.ts'
import {
  LOCKED_OR_WAITED_FOR,
  READER_BIAS,
  Rwsem,
  type RwsemPointer,
  WAITERS,
  WRITER,
} from './rwsem-struct.ts'
import { spin_lock_init } from './spinlock.ts'

export { Rwsem, type RwsemFields } from './rwsem-struct.ts'

export const init_rwsem = kernelFn('init_rwsem', [p('sem', ptr(Rwsem))], (sem) => {
  atomic(() => {
    atomic_set(sem.count, 0)
    spin_lock_init(sem.wait_lock)
    set(sem.wait_list.length, 0)
    set(sem.waiting_writers, 0)
  })
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
