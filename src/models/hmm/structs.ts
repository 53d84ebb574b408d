/**
 * The structs of HMM v3, with the fields that registration and teardown use; the field order is the
 * patch's. `mm_struct` is the kernel library's.
 */

import { cast } from '../../build/expressions.ts'
import { embed, type FieldsOf, fnptr, ptr, struct } from '../../build/types.ts'
import type { PtrPlace, PtrValue } from '../../build/value.ts'
import type { EmbedType, FnPtrType, PtrType, StructType } from '../../ir/types.ts'
import { HlistHead, HlistNode } from '../../kernel/hlist.ts'
import { Kref } from '../../kernel/kref.ts'
import { ListHead } from '../../kernel/list.ts'
import { MmStruct } from '../../kernel/mm.ts'
import { MmuNotifier } from '../../kernel/mmu-notifier.ts'
import { Mutex } from '../../kernel/mutex.ts'
import { RcuHead } from '../../kernel/rcu.ts'
import { Rwsem } from '../../kernel/rwsem.ts'

type Embedded<S> = EmbedType<FieldsOf<S>>

interface HmmFields {
  readonly kref: Embedded<typeof Kref>
  readonly mm: PtrType<FieldsOf<typeof MmStruct>>
  readonly mirrors: Embedded<typeof HlistHead>
  readonly rwsem: Embedded<typeof Rwsem>
  readonly mmu_notifier: Embedded<typeof MmuNotifier>
  readonly rcu: Embedded<typeof RcuHead>
}

interface HmmMirrorFields {
  readonly kref: Embedded<typeof Kref>
  readonly device: PtrType<HmmDeviceFields>
  readonly hmm: PtrType<HmmFields>
  readonly dlist: Embedded<typeof ListHead>
  readonly mlist: Embedded<typeof HlistNode>
}

interface HmmDeviceOpsFields {
  readonly release: FnPtrType<readonly [PtrType<HmmMirrorFields>]>
}

interface HmmDeviceFields {
  readonly ops: PtrType<HmmDeviceOpsFields>
  readonly mirrors: Embedded<typeof ListHead>
  readonly mutex: Embedded<typeof Mutex>
}

/** What HMM keeps per address space. */
export const Hmm: StructType<HmmFields> = struct<HmmFields>('hmm', {
  kref: embed(Kref),
  mm: ptr(MmStruct),
  mirrors: embed(HlistHead),
  rwsem: embed(Rwsem),
  mmu_notifier: embed(MmuNotifier),
  rcu: embed(RcuHead),
})

/** Links one address space with one device; drivers embed it in a struct of their own. */
export const HmmMirror: StructType<HmmMirrorFields> = struct<HmmMirrorFields>(
  'hmm_mirror',
  {
    kref: embed(Kref),
    device: ptr(() => HmmDevice),
    hmm: ptr(() => Hmm),
    dlist: embed(ListHead),
    mlist: embed(HlistNode),
  },
  { alias: 'mirror' },
)

/** The driver's callbacks. */
export const HmmDeviceOps: StructType<HmmDeviceOpsFields> = struct<HmmDeviceOpsFields>(
  'hmm_device_ops',
  { release: fnptr(ptr(HmmMirror)) },
)

/** A device that can mirror address spaces; owned by its driver. */
export const HmmDevice: StructType<HmmDeviceFields> = struct<HmmDeviceFields>(
  'hmm_device',
  { ops: ptr(HmmDeviceOps), mirrors: embed(ListHead), mutex: embed(Mutex) },
  { alias: 'device' },
)

/** `mm->hmm`: the library declares the field without knowing the struct. */
export function mm_hmm(mm: PtrValue<FieldsOf<typeof MmStruct>>): PtrPlace<HmmFields> {
  return cast(mm.hmm, Hmm)
}
