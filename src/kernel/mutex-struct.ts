/** struct mutex with the fields of every modelled implementation; each uses those that it needs. */

import { embed, type FieldsOf, int, lockStruct } from '../build/types.ts'
import type { PtrValue } from '../build/value.ts'
import { Atomic } from './atomic.ts'
import { Spinlock } from './spinlock.ts'
import { WaitList } from './wait-list.ts'

export const Mutex = lockStruct('mutex', {
  /** 1 free, 0 held, negative: held and somebody may wait. Not used by the `owner` model. */
  count: embed(Atomic),
  /** 0 or the holder's thread number + 1; in the `owner` model shifted, above the flag bit. */
  owner: int,
  wait_lock: embed(Spinlock),
  wait_list: embed(WaitList),
})
export type MutexFields = FieldsOf<typeof Mutex>
export type MutexPointer = PtrValue<MutexFields>

/** How one implementation locks and unlocks: records the bodies of the functions of mutex.ts. */
export interface MutexImplementation {
  readonly lock: (lock: MutexPointer) => void
  /** Returns 1 or 0 from the function being recorded. */
  readonly trylock: (lock: MutexPointer) => void
  readonly unlock: (lock: MutexPointer) => void
}
