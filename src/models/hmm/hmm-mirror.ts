/** Registering and unregistering mirrors. HMM v3; the body of registering as its next posting has it. */

import { not, sub } from '../../build/expressions.ts'
import { fn, fnOf, p } from '../../build/fn.ts'
import { asked, fixed } from '../../build/scenario.ts'
import { If, local, mark, observe, Return, set } from '../../build/statements.ts'
import { int, ptr } from '../../build/types.ts'
import { NULL } from '../../build/wrap.ts'
import { negENOMEM } from '../../kernel/errno.ts'
import { INIT_HLIST_NODE } from '../../kernel/hlist.ts'
import { kref_get, kref_init } from '../../kernel/kref.ts'
import { INIT_LIST_HEAD, list_add, list_del_init } from '../../kernel/list.ts'
import { MmStruct } from '../../kernel/mm.ts'
import {
  mmu_notifier_synchronize,
  mmu_notifier_synchronize_4_12,
  srcu,
} from '../../kernel/mmu-notifier.ts'
import { down_write, up_write } from '../../kernel/rwsem.ts'
import { kfree, kzalloc } from '../../kernel/slab.ts'
import { synchronize_srcu } from '../../kernel/srcu.ts'
import { hasDeviceKref, hmmRefSlip, r2Wait, srcuBarrier412, synchronizeSrcu } from './fixes.ts'
import { hmm_add_mirror, hmm_init } from './hmm-core.ts'
import { lockDevice, unlockDevice } from './hmm-device.ts'
import { killMirror } from './hmm-kill.ts'
import { hmm_mirror_unref, unlockAndPut } from './hmm-mirror-ref.ts'
import { hmm_ref, hmm_unref } from './hmm-ref.ts'
import { hmmWhileRegistered, oneHmmPerMm } from './questions.ts'
import { deviceReference, hmmReference, mirrorReference } from './reference-names.ts'
import { Hmm, HmmMirror, mm_hmm } from './structs.ts'

/**
 * Mirrors `mm` on `mirror->device`: 0, -ENOMEM, or -EINVAL when that device mirrors it already. `mm`
 * stands for `current->mm`: the caller runs in that address space, so `mm_users` is not 0.
 */
export const hmm_mirror_register = fnOf(
  int,
  'hmm_mirror_register',
  [p('mirror', ptr(HmmMirror)), p('mm', ptr(MmStruct))],
  (mirror, mm) => {
    const hmm = local('hmm', ptr(Hmm))
    const ret = local('ret', int, 0)

    kref_init(mirror.kref, mirrorReference.caller)
    INIT_LIST_HEAD(mirror.dlist)
    INIT_HLIST_NODE(mirror.mlist)

    lockDevice(mirror.device)
    list_add(mirror.dlist, mirror.device.mirrors)
    if (hasDeviceKref()) kref_get(mirror.device.kref, deviceReference.mirror)
    unlockDevice(mirror.device)

    down_write(mm.mmap_sem)
    set(hmm, hmm_ref(fixed(hmmRefSlip) ? hmm : mm_hmm(mm), hmmReference.mirror))
    If(not(hmm), () => {
      const fresh = kzalloc('fresh', Hmm, { mayFail: true })
      If(not(fresh), () => set(ret, negENOMEM)).Else(() => {
        set(ret, hmm_init(fresh, mm))
        If(ret, () => kfree(fresh)).Else(() => {
          if (asked(oneHmmPerMm)) observe(not(mm_hmm(mm)), oneHmmPerMm)
          set(mm_hmm(mm), fresh)
          set(hmm, fresh)
        })
      })
    })
    If(not(ret), () => {
      set(mirror.hmm, hmm)
      set(ret, hmm_add_mirror(hmm, mirror))
    })
    up_write(mm.mmap_sem)

    If(ret, () => {
      set(mirror.hmm, NULL)
      hmm_unref(hmm, hmmReference.mirror)
      lockDevice(mirror.device)
      list_del_init(mirror.dlist)
      unlockAndPut(mirror.device)
    })
    Return(ret)
  },
)

/** One line of the next revision; what it means is the kernel's. */
function waitForNotifiers(): void {
  if (fixed(srcuBarrier412)) mmu_notifier_synchronize_4_12()
  else mmu_notifier_synchronize()
}

/** Gives the mirror back; `device->ops->release` is called when nobody uses it any more. */
export const hmm_mirror_unregister = fn(
  'hmm_mirror_unregister',
  [p('mirror', ptr(HmmMirror))],
  (mirror) => {
    if (asked(hmmWhileRegistered)) mark(mirror.hmm.registered, sub(mirror.hmm.registered, 1))
    killMirror(mirror)
    if (fixed(synchronizeSrcu)) synchronize_srcu(srcu)
    if (fixed(r2Wait)) waitForNotifiers()
    hmm_mirror_unref(mirror, mirrorReference.caller)
  },
)
