/**
 * mmu_notifier, as in 4.1 (mm/mmu_notifier.c), as far as registration and teardown go.
 *
 * The list of an mm is changed under its spinlock and walked inside an SRCU read section, one domain
 * for all of them. Simplified: taking all locks of the mm at registration is left out; the lockless
 * test whether a node is hashed is marked, as in today's hlist_unhashed_lockless(), where 4.1 has a
 * benign plain read.
 */

import { gt, not, READ_ONCE } from '../build/expressions.ts'
import { kernelFn, kernelFnOf, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { check, If, local, Return, set, While } from '../build/statements.ts'
import { embed, fnptr, int, ptr, struct } from '../build/types.ts'
import type { EmbedType, FnPtrType, PtrType, StructType } from '../ir/types.ts'
import { atomic_read } from './atomic.ts'
import {
  hlist_add_head_rcu,
  hlist_del_init_rcu,
  hlist_for_each_entry_rcu,
  HlistNode,
  type HlistNodeFields,
  hlist_unhashed_lockless,
} from './hlist.ts'
import { mmdrop, type MmFields, mmgrab, MmStruct } from './mm.ts'
import { down_write, up_write } from './rwsem.ts'
import { spin_lock, spin_unlock } from './spinlock.ts'
import {
  call_srcu,
  RcuHead,
  srcu_barrier,
  srcu_barrier_4_1,
  srcu_read_lock,
  srcu_read_unlock,
  SrcuStruct,
  synchronize_srcu,
} from './srcu.ts'

export interface MmuNotifierFields {
  readonly hlist: EmbedType<HlistNodeFields>
  readonly ops: PtrType<MmuNotifierOpsFields>
}
export interface MmuNotifierOpsFields {
  readonly release: FnPtrType<readonly [PtrType<MmuNotifierFields>, PtrType<MmFields>]>
}
export const MmuNotifier: StructType<MmuNotifierFields> = struct<MmuNotifierFields>(
  'mmu_notifier',
  { hlist: embed(HlistNode), ops: ptr(() => MmuNotifierOps) },
)
export const MmuNotifierOps: StructType<MmuNotifierOpsFields> = struct<MmuNotifierOpsFields>(
  'mmu_notifier_ops',
  { release: fnptr(ptr(MmuNotifier), ptr(MmStruct)) },
)

/** Every walk of a notifier list, in any mm, is a read section of this domain. */
export const srcu = global('srcu', embed(SrcuStruct))

/** Name of the reference to the mm that a registered notifier holds. */
const reference = 'a registered notifier (mmu_notifier_register)'

const notifier = [p('mn', ptr(MmuNotifier)), p('mm', ptr(MmStruct))] as const

/** Takes a reference to the mm. The caller holds mmap_sem for writing. */
export const __mmu_notifier_register = kernelFnOf(
  int,
  '__mmu_notifier_register',
  notifier,
  (mn, mm) => {
    mmgrab(mm, reference)
    spin_lock(mm.mmu_notifier_mm.lock)
    hlist_add_head_rcu(mn.hlist, mm.mmu_notifier_mm.list)
    spin_unlock(mm.mmu_notifier_mm.lock)
    Return(0)
  },
)

export const mmu_notifier_register = kernelFnOf(
  int,
  'mmu_notifier_register',
  notifier,
  (mn, mm) => {
    const ret = local('ret', int)
    down_write(mm.mmap_sem)
    set(ret, __mmu_notifier_register(mn, mm))
    up_write(mm.mmap_sem)
    Return(ret)
  },
)

/** The mm's end: calls every notifier's release, takes them all off the list, waits for readers. */
export const __mmu_notifier_release = kernelFn(
  '__mmu_notifier_release',
  [p('mm', ptr(MmStruct))],
  (mm) => {
    const id = local('id', int)
    const { list, lock } = mm.mmu_notifier_mm
    set(id, srcu_read_lock(srcu))
    hlist_for_each_entry_rcu('mn', list, MmuNotifier, 'hlist', (mn) => {
      If(mn.ops.release, () => mn.ops.release(mn, mm))
    })
    spin_lock(lock)
    While(
      () => READ_ONCE(list.first),
      () => hlist_del_init_rcu(READ_ONCE(list.first)),
    )
    spin_unlock(lock)
    srcu_read_unlock(srcu, id)
    synchronize_srcu(srcu)
  },
)

const unhash = kernelFn('mmu_notifier_unhash', notifier, (mn, mm) => {
  spin_lock(mm.mmu_notifier_mm.lock)
  hlist_del_init_rcu(mn.hlist)
  spin_unlock(mm.mmu_notifier_mm.lock)
})

/** Drops the reference that registration took. */
const drop = kernelFn('mmu_notifier_drop_mm', [p('mm', ptr(MmStruct))], (mm) => {
  check(
    gt(atomic_read(mm.mm_count), 0),
    'BUG_ON',
    'notifier unregistered from an mm that nobody holds',
  )
  mmdrop(mm, reference)
})

/** After it has returned no callback of `mn` runs or will run, and its release has been called. */
export const mmu_notifier_unregister = kernelFn('mmu_notifier_unregister', notifier, (mn, mm) => {
  const id = local('id', int)
  If(not(hlist_unhashed_lockless(mn.hlist)), () => {
    set(id, srcu_read_lock(srcu))
    If(mn.ops.release, () => mn.ops.release(mn, mm))
    srcu_read_unlock(srcu, id)
    unhash(mn, mm)
  })
  synchronize_srcu(srcu)
  drop(mm)
})

/** Neither calls release nor waits: a callback may still be running, even begin. */
export const mmu_notifier_unregister_no_release = kernelFn(
  'mmu_notifier_unregister_no_release',
  notifier,
  (mn, mm) => {
    unhash(mn, mm)
    drop(mm)
  },
)

/** Frees a notifier, or does whatever `func` does, once no callback can be using it. */
export const mmu_notifier_call_srcu = kernelFn(
  'mmu_notifier_call_srcu',
  [p('rcu', ptr(RcuHead)), p('func', fnptr(ptr(RcuHead)))],
  (rcu, func) => {
    call_srcu(srcu, rcu, func)
  },
)

/** srcu_barrier() as it was before 4.12: waits for callbacks that are running. */
export const mmu_notifier_synchronize = kernelFn('mmu_notifier_synchronize', [], () => {
  srcu_barrier_4_1(srcu)
})

/** The same source from 4.12 to 5.3: srcu_barrier() no longer waits for callbacks that are running. */
export const mmu_notifier_synchronize_4_12 = kernelFn('mmu_notifier_synchronize', [], () => {
  srcu_barrier(srcu)
})
