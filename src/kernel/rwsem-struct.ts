/** struct rw_semaphore and what its count means. */

import { bitOr, eq } from '../build/expressions.ts'
import { embed, type FieldsOf, int, lockStruct } from '../build/types.ts'
import type { IntValue, PtrValue } from '../build/value.ts'
import { named } from '../build/wrap.ts'
import { Atomic, atomic_read } from './atomic.ts'
import { Spinlock } from './spinlock.ts'
import { WaitList } from './wait-list.ts'

export const WRITER = named(1, 'RWSEM_WRITER_LOCKED')
export const WAITERS = named(2, 'RWSEM_FLAG_WAITERS')
export const READER_BIAS = named(4, 'RWSEM_READER_BIAS')
export const LOCKED_OR_WAITED_FOR = named(3, 'RWSEM_READ_FAILED_MASK')

export const Rwsem = lockStruct('rw_semaphore', {
  /** RWSEM_WRITER_LOCKED, RWSEM_FLAG_WAITERS, and RWSEM_READER_BIAS for each reader. */
  count: embed(Atomic),
  wait_lock: embed(Spinlock),
  wait_list: embed(WaitList),
  /** Which of the waiting threads want to write: bit n is thread n. */
  waiting_writers: int,
})
export type RwsemFields = FieldsOf<typeof Rwsem>
export type RwsemPointer = PtrValue<RwsemFields>

/** Nobody reads or writes; there may be waiters. */
export function inactive(sem: RwsemPointer): IntValue {
  return eq(bitOr(atomic_read(sem.count), WAITERS), WAITERS)
}
