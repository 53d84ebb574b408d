/** What happens to the mirrors of an address space that dies. HMM v3. */

import { container_of, not } from '../../build/expressions.ts'
import { p, staticFn } from '../../build/fn.ts'
import { global } from '../../build/scenario.ts'
import { If, local, Return, set, While } from '../../build/statements.ts'
import { embed, ptr } from '../../build/types.ts'
import { hlist_del_init, hlist_empty, hlist_entry } from '../../kernel/hlist.ts'
import { MmStruct } from '../../kernel/mm.ts'
import { MmuNotifier, MmuNotifierOps } from '../../kernel/mmu-notifier.ts'
import { down_write, up_write } from '../../kernel/rwsem.ts'
import { upWriteAndRelease } from './hmm-kill.ts'
import { hmm_mirror_unref } from './hmm-mirror-ref.ts'
import { hmm_ref, hmm_unref } from './hmm-ref.ts'
import { hmmReference, mirrorReference } from './reference-names.ts'
import { Hmm, HmmMirror } from './structs.ts'

const hmm_notifier_release = staticFn(
  'hmm_notifier_release',
  [p('mn', ptr(MmuNotifier)), p('mm', ptr(MmStruct))],
  (mn) => {
    const mirror = local('mirror', ptr(HmmMirror))
    const hmm = local('hmm', ptr(Hmm))
    set(hmm, hmm_ref(container_of(mn, Hmm, 'mmu_notifier'), hmmReference.notifierRelease))
    If(not(hmm), () => Return())

    down_write(hmm.rwsem)
    While(
      () => not(hlist_empty(hmm.mirrors)),
      () => {
        set(mirror, hlist_entry(hmm.mirrors.first, HmmMirror, 'mlist'))
        hlist_del_init(mirror.mlist)
        upWriteAndRelease(hmm, mirror)

        hmm_mirror_unref(mirror, mirrorReference.list)

        down_write(hmm.rwsem)
      },
    )
    up_write(hmm.rwsem)

    hmm_unref(hmm, hmmReference.notifierRelease)
  },
)

export const hmm_notifier_ops = global('hmm_notifier_ops', embed(MmuNotifierOps), {
  release: hmm_notifier_release,
})
