/**
 * struct mm_struct, as in 4.1, with what the notifiers and HMM need of it: the two counts, mmap_sem
 * and the notifier list, embedded here where the kernel allocates it with the first registration.
 */

import { eq } from '../build/expressions.ts'
import { kernelFn, kernelFnOf, p } from '../build/fn.ts'
import { atomic, check, counted, If, local, Return, set } from '../build/statements.ts'
import { embed, type FieldsOf, forward, int, ptr, struct, tag } from '../build/types.ts'
import { Atomic, atomic_dec_return, atomic_inc, atomic_set } from './atomic.ts'
import { HlistHead, hlist_empty, INIT_HLIST_HEAD } from './hlist.ts'
import { init_rwsem, Rwsem } from './rwsem.ts'
import { kfree, kzalloc } from './slab.ts'
import { Spinlock, spin_lock_init } from './spinlock.ts'

export const MmuNotifierMm = struct('mmu_notifier_mm', {
  list: embed(HlistHead),
  lock: embed(Spinlock),
})

export const MmStruct = struct(
  'mm_struct',
  {
    /** Users of the address space; at 0 its contents go. */
    mm_users: embed(Atomic),
    /** References to the struct; at 0 it is freed. */
    mm_count: embed(Atomic),
    mmap_sem: embed(Rwsem),
    mmu_notifier_mm: embed(MmuNotifierMm),
    hmm: ptr(forward('hmm')),
  },
  { alias: 'mm' },
)
export type MmFields = FieldsOf<typeof MmStruct>

/** Name of the one reference that all users of the address space hold together. */
const reference = 'mm_users'

export const mm_init = kernelFn('mm_init', [p('mm', ptr(MmStruct))], (mm) => {
  atomic(() => {
    atomic_set(mm.mm_users, 1)
    atomic_set(mm.mm_count, 1)
    counted(mm.mm_count, 1, reference)
    init_rwsem(mm.mmap_sem)
    INIT_HLIST_HEAD(mm.mmu_notifier_mm.list)
    spin_lock_init(mm.mmu_notifier_mm.lock)
  })
})

/** An address space with one user. */
export const mm_alloc = kernelFnOf(ptr(MmStruct), 'mm_alloc', [], () => {
  const mm = kzalloc('mm', MmStruct)
  mm_init(mm)
  Return(mm)
})

/** Takes a reference to the struct, not to the address space. */
export const mmgrab = kernelFn('mmgrab', [p('mm', ptr(MmStruct)), p('tag', tag)], (mm, name) => {
  atomic(() => {
    atomic_inc(mm.mm_count)
    counted(mm.mm_count, 1, name)
  })
})

const __mmdrop = kernelFn('__mmdrop', [p('mm', ptr(MmStruct))], (mm) => {
  check(hlist_empty(mm.mmu_notifier_mm.list), 'BUG_ON', 'mm freed with notifiers on its list')
  kfree(mm)
})

export const mmdrop = kernelFn('mmdrop', [p('mm', ptr(MmStruct)), p('tag', tag)], (mm, name) => {
  const count = local('count', int)
  atomic(() => {
    set(count, atomic_dec_return(mm.mm_count))
    counted(mm.mm_count, -1, name)
  })
  If(eq(count, 0), () => __mmdrop(mm))
})
