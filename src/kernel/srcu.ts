/**
 * struct srcu_struct. A grace period waits for exactly the readers that had entered when it began.
 *
 * The kernel gets there with two sets of per-CPU counters and two flips (4.1, kernel/rcu/srcu.c) or a
 * tree of them (since 4.12); here each waiter has a mask of the readers that it still waits for, from
 * which a reader takes itself out at the end of its outermost read section. Same guarantee, one step
 * each. Entering and leaving is per thread, so a section must be left by the thread that entered it.
 */

import { add, bitAnd, current, eq, ge, READ_ONCE, sub, WRITE_ONCE } from '../build/expressions.ts'
import { kernelFn, kernelFnOf, p, start } from '../build/fn.ts'
import {
  acquired,
  atomic,
  check,
  If,
  local,
  released,
  Return,
  set,
  waitUntil,
} from '../build/statements.ts'
import { array, type FieldsOf, fnptr, int, lockStruct, ptr, struct } from '../build/types.ts'
import type { IntPlace, PtrValue } from '../build/value.ts'
import type { FnPtrType, PtrType, StructType } from '../ir/types.ts'
import {
  beginGracePeriod,
  bit,
  clearBits,
  endGracePeriod,
  leaveReaders,
  setBits,
} from './grace-period.ts'
import { sleeping } from './quiescent.ts'

export interface RcuHeadFields {
  readonly func: FnPtrType<readonly [PtrType<RcuHeadFields>]>
}
/** Lies in the object that a callback is for. The link of the queue is left out. */
export const RcuHead: StructType<RcuHeadFields> = struct<RcuHeadFields>('rcu_head', {
  func: fnptr(ptr(() => RcuHead)),
})

export const SrcuStruct = lockStruct('srcu_struct', {
  /** Read sections that each thread is in. */
  nesting: array(int, 'threads'),
  /** Threads in a read section: bit n is thread n. */
  readers: int,
  /** Threads in a grace period. */
  waiters: int,
  /** The readers that each of them still waits for. */
  waits_for: array(int, 'threads'),
  /** Threads whose call_srcu() callback has not returned. */
  callbacks: int,
})
export type SrcuFields = FieldsOf<typeof SrcuStruct>
type Srcu = PtrValue<SrcuFields>

/** Enters a read section; sections nest. The index is for srcu_read_unlock(). */
export const srcu_read_lock = kernelFnOf(
  int,
  'srcu_read_lock',
  [p('sp', ptr(SrcuStruct))],
  (sp) => {
    const nesting = local('nesting', int)
    atomic(() => {
      set(nesting, READ_ONCE(sp.nesting.at(current())))
      WRITE_ONCE(sp.nesting.at(current()), add(nesting, 1))
      If(eq(nesting, 0), () => {
        setBits(sp.readers, bit(current()))
        acquired(sp, 'read')
      })
    })
    Return(0)
  },
)

/** Leaves a read section; with the outermost one, every waiter has one reader less to wait for. */
export const srcu_read_unlock = kernelFn(
  'srcu_read_unlock',
  [p('sp', ptr(SrcuStruct)), p('idx', int)],
  (sp) => {
    const nesting = local('nesting', int)
    const waiter = local('waiter', int)
    atomic(() => {
      set(nesting, sub(READ_ONCE(sp.nesting.at(current())), 1))
      check(ge(nesting, 0), 'lock', 'srcu_read_unlock outside of a read section')
      WRITE_ONCE(sp.nesting.at(current()), nesting)
      If(eq(nesting, 0), () => {
        leaveReaders(sp, waiter)
        released(sp)
      })
    })
  },
)

/**
 * Waits for the readers that entered before, not for later ones. Inside a read section of the same
 * domain it waits for itself.
 */
export const synchronize_srcu = kernelFn('synchronize_srcu', [p('sp', ptr(SrcuStruct))], (sp) => {
  const readers = local('readers', int)
  atomic(() => beginGracePeriod(sp, current(), readers))
  If(readers, () => sleeping(() => endGracePeriod(sp)))
})

const srcu_invoke_callback = kernelFn(
  'srcu_invoke_callback',
  [p('sp', ptr(SrcuStruct)), p('head', ptr(RcuHead))],
  (sp, head) => {
    endGracePeriod(sp)
    head.func(head)
    atomic(() => clearBits(sp.callbacks, bit(current())))
  },
)

/** Has `func(head)` called in another context once the readers of this moment are gone. */
export const call_srcu = kernelFn(
  'call_srcu',
  [p('sp', ptr(SrcuStruct)), p('head', ptr(RcuHead)), p('func', fnptr(ptr(RcuHead)))],
  (sp, head, func) => {
    const readers = local('readers', int)
    atomic(() => {
      set(head.func, func)
      const callback = start('callback', 'SRCU callback', srcu_invoke_callback, sp, head)
      setBits(sp.callbacks, bit(callback))
      beginGracePeriod(sp, callback, readers)
    })
  },
)

/** Part of both barriers: waits until the callbacks in the mask `before` have returned. */
function waitForCallbacks(sp: Srcu, before: IntPlace): void {
  const pending = bitAnd(READ_ONCE(sp.callbacks), before)
  If(before, () => sleeping(() => waitUntil(eq(pending, 0), { gracePeriodOf: sp, lanes: pending })))
}

/** Since 4.12: waits for the callbacks that call_srcu() queued before, not for readers. */
export const srcu_barrier = kernelFn('srcu_barrier', [p('sp', ptr(SrcuStruct))], (sp) => {
  const before = local('before', int, READ_ONCE(sp.callbacks))
  waitForCallbacks(sp, before)
})

/**
 * Before 4.12: synchronize_srcu() under another name. It waits for the readers; and for the callbacks
 * queued before, because the grace periods of a domain shared one first-in, first-out queue.
 */
export const srcu_barrier_4_1 = kernelFn('srcu_barrier', [p('sp', ptr(SrcuStruct))], (sp) => {
  const before = local('before', int, READ_ONCE(sp.callbacks))
  synchronize_srcu(sp)
  waitForCallbacks(sp, before)
})
