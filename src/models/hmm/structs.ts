/**
 * The structs of HMM v3, with the fields that registration and teardown use; the field order is the
 * patch's. `mm_struct` is the kernel library's. Some fields exist only with a fix that needs them, and
 * ghosts only for a question that is asked.
 */

import { cast } from '../../build/expressions.ts'
import { embed, type FieldsOf, fnptr, int, ptr, struct } from '../../build/types.ts'
import type { PtrPlace, PtrValue } from '../../build/value.ts'
import type { EmbedType, FnPtrType, IntType, PtrType, StructType } from '../../ir/types.ts'
import { HlistHead, HlistNode } from '../../kernel/hlist.ts'
import { Kref } from '../../kernel/kref.ts'
import { ListHead } from '../../kernel/list.ts'
import { MmStruct } from '../../kernel/mm.ts'
import { MmuNotifier } from '../../kernel/mmu-notifier.ts'
import { Mutex } from '../../kernel/mutex.ts'
import { RcuHead } from '../../kernel/rcu.ts'
import { Rwsem } from '../../kernel/rwsem.ts'
import { Spinlock } from '../../kernel/spinlock.ts'
import {
  deviceKrefPutAfterUnlock,
  deviceKrefPutInside,
  r2Spinlock,
  releaseAtMmDeath,
} from './fixes.ts'
import {
  hmmUntilUnregistered,
  hmmWhileRegistered,
  mmUntilUnregistered,
  noCallbackAfterDeviceUnregister,
  noCallbackAfterUnregister,
  releaseOnce,
} from './questions.ts'

type Embedded<S> = EmbedType<FieldsOf<S>>

interface HmmFields {
  readonly kref: Embedded<typeof Kref>
  readonly mm: PtrType<FieldsOf<typeof MmStruct>>
  readonly mirrors: Embedded<typeof HlistHead>
  readonly rwsem: Embedded<typeof Rwsem>
  readonly mmu_notifier: Embedded<typeof MmuNotifier>
  readonly rcu: Embedded<typeof RcuHead>
  readonly registered: IntType
  readonly unreturned: IntType
}

interface HmmMirrorFields {
  readonly kref: Embedded<typeof Kref>
  readonly device: PtrType<HmmDeviceFields>
  readonly hmm: PtrType<HmmFields>
  readonly dlist: Embedded<typeof ListHead>
  readonly mlist: Embedded<typeof HlistNode>
  readonly released: IntType
  readonly returned: IntType
}

interface HmmDeviceOpsFields {
  readonly release: FnPtrType<readonly [PtrType<HmmMirrorFields>]>
  readonly free: FnPtrType<readonly [PtrType<HmmMirrorFields>]>
}

interface HmmDeviceFields {
  readonly ops: PtrType<HmmDeviceOpsFields>
  readonly mirrors: Embedded<typeof ListHead>
  readonly mutex: Embedded<typeof Mutex>
  readonly lock: Embedded<typeof Spinlock>
  readonly kref: Embedded<typeof Kref>
  readonly gone: IntType
}

/** What HMM keeps per address space. */
export const Hmm: StructType<HmmFields> = struct<HmmFields>(
  'hmm',
  {
    kref: embed(Kref),
    mm: ptr(MmStruct),
    mirrors: embed(HlistHead),
    rwsem: embed(Rwsem),
    mmu_notifier: embed(MmuNotifier),
    rcu: embed(RcuHead),
    /** Mirrors for which hmm_mirror_unregister has not been called, or has not returned. */
    registered: int,
    unreturned: int,
  },
  {
    ghosts: ['registered', 'unreturned'],
    only: {
      registered: { with: [hmmWhileRegistered.id] },
      unreturned: { with: [hmmUntilUnregistered.id, mmUntilUnregistered.id] },
    },
  },
)

/** Links one address space with one device; drivers embed it in a struct of their own. */
export const HmmMirror: StructType<HmmMirrorFields> = struct<HmmMirrorFields>(
  'hmm_mirror',
  {
    kref: embed(Kref),
    device: ptr(() => HmmDevice),
    hmm: ptr(() => Hmm),
    dlist: embed(ListHead),
    mlist: embed(HlistNode),
    /** ->release has been called; hmm_mirror_unregister has returned. */
    released: int,
    returned: int,
  },
  {
    alias: 'mirror',
    ghosts: ['released', 'returned'],
    only: {
      released: { with: [releaseOnce.id] },
      returned: { with: [noCallbackAfterUnregister.id] },
    },
  },
)

/** The driver's callbacks. */
export const HmmDeviceOps: StructType<HmmDeviceOpsFields> = struct<HmmDeviceOpsFields>(
  'hmm_device_ops',
  { release: fnptr(ptr(HmmMirror)), free: fnptr(ptr(HmmMirror)) },
  { only: { free: { with: [releaseAtMmDeath.id, r2Spinlock.id] } } },
)

/** A device that can mirror address spaces; owned by its driver. */
export const HmmDevice: StructType<HmmDeviceFields> = struct<HmmDeviceFields>(
  'hmm_device',
  {
    ops: ptr(HmmDeviceOps),
    mirrors: embed(ListHead),
    mutex: embed(Mutex),
    lock: embed(Spinlock),
    kref: embed(Kref),
    /** hmm_device_unregister has returned 0. */
    gone: int,
  },
  {
    alias: 'device',
    ghosts: ['gone'],
    only: {
      mutex: { without: [r2Spinlock.id] },
      lock: { with: [r2Spinlock.id] },
      kref: { with: [deviceKrefPutInside.id, deviceKrefPutAfterUnlock.id] },
      gone: { with: [noCallbackAfterDeviceUnregister.id] },
    },
  },
)

/** `mm->hmm`: the library declares the field without knowing the struct. */
export function mm_hmm(mm: PtrValue<FieldsOf<typeof MmStruct>>): PtrPlace<HmmFields> {
  return cast(mm.hmm, Hmm)
}
