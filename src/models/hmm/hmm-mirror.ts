/** Registering and unregistering mirrors. HMM v3; the body of registering as its next posting has it. */

import { not } from '../../build/expressions.ts'
import { fn, fnOf, p, staticFn } from '../../build/fn.ts'
import { fixed } from '../../build/scenario.ts'
import { If, local, Return, set } from '../../build/statements.ts'
import { int, ptr } from '../../build/types.ts'
import { NULL } from '../../build/wrap.ts'
import { negENOMEM } from '../../kernel/errno.ts'
import { hlist_del_init, hlist_unhashed, INIT_HLIST_NODE } from '../../kernel/hlist.ts'
import { kref_init } from '../../kernel/kref.ts'
import { INIT_LIST_HEAD, list_add, list_del_init } from '../../kernel/list.ts'
import { MmStruct } from '../../kernel/mm.ts'
import { srcu } from '../../kernel/mmu-notifier.ts'
import { mutex_lock, mutex_unlock } from '../../kernel/mutex.ts'
import { down_write, up_write } from '../../kernel/rwsem.ts'
import { kfree, kzalloc } from '../../kernel/slab.ts'
import { synchronize_srcu } from '../../kernel/srcu.ts'
import { synchronizeSrcu } from './fixes.ts'
import { hmm_add_mirror, hmm_init } from './hmm-core.ts'
import { hmm_mirror_unref } from './hmm-mirror-ref.ts'
import { hmm_ref, hmm_unref } from './hmm-ref.ts'
import { hmmReference, mirrorReference } from './reference-names.ts'
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

    mutex_lock(mirror.device.mutex)
    list_add(mirror.dlist, mirror.device.mirrors)
    mutex_unlock(mirror.device.mutex)

    down_write(mm.mmap_sem)
    set(hmm, hmm_ref(mm_hmm(mm), hmmReference.mirror))
    If(not(hmm), () => {
      const fresh = kzalloc('fresh', Hmm, { mayFail: true })
      If(not(fresh), () => set(ret, negENOMEM)).Else(() => {
        set(ret, hmm_init(fresh, mm))
        If(ret, () => kfree(fresh)).Else(() => {
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
      mutex_lock(mirror.device.mutex)
      list_del_init(mirror.dlist)
      mutex_unlock(mirror.device.mutex)
    })
    Return(ret)
  },
)

/** Takes the mirror off the hmm's list and drops the list's reference, if nobody else did before. */
const hmm_mirror_kill = staticFn('hmm_mirror_kill', [p('mirror', ptr(HmmMirror))], (mirror) => {
  down_write(mirror.hmm.rwsem)
  If(not(hlist_unhashed(mirror.mlist)), () => {
    hlist_del_init(mirror.mlist)
    up_write(mirror.hmm.rwsem)

    hmm_mirror_unref(mirror, mirrorReference.list)
  }).Else(() => {
    up_write(mirror.hmm.rwsem)
  })
})

/** Gives the mirror back; `device->ops->release` is called when nobody uses it any more. */
export const hmm_mirror_unregister = fn(
  'hmm_mirror_unregister',
  [p('mirror', ptr(HmmMirror))],
  (mirror) => {
    hmm_mirror_kill(mirror)
    if (fixed(synchronizeSrcu)) synchronize_srcu(srcu)
    hmm_mirror_unref(mirror, mirrorReference.caller)
  },
)
