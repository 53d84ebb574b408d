/** `struct hmm` of an address space: setting it up, and adding mirrors to it. HMM v3. */

import { add, eq } from '../../build/expressions.ts'
import { fnOf, p, staticFnOf } from '../../build/fn.ts'
import { asked } from '../../build/scenario.ts'
import { If, mark, Return, set } from '../../build/statements.ts'
import { int, ptr } from '../../build/types.ts'
import { negEINVAL } from '../../kernel/errno.ts'
import { hlist_add_head, hlist_for_each_entry, INIT_HLIST_HEAD } from '../../kernel/hlist.ts'
import { kref_init } from '../../kernel/kref.ts'
import { MmStruct } from '../../kernel/mm.ts'
import { __mmu_notifier_register } from '../../kernel/mmu-notifier.ts'
import { down_write, init_rwsem, up_write } from '../../kernel/rwsem.ts'
import { hmm_mirror_ref } from './hmm-mirror-ref.ts'
import { hmm_notifier_ops } from './hmm-notifier.ts'
import { countsUnreturned, hmmWhileRegistered } from './questions.ts'
import { hmmReference, mirrorReference } from './reference-names.ts'
import { Hmm, HmmMirror } from './structs.ts'

/** Registers the notifier too, which takes one `mm_count`. The caller holds `mm->mmap_sem`. */
export const hmm_init = staticFnOf(
  int,
  'hmm_init',
  [p('hmm', ptr(Hmm)), p('mm', ptr(MmStruct))],
  (hmm, mm) => {
    set(hmm.mm, mm)
    kref_init(hmm.kref, hmmReference.mirror)
    INIT_HLIST_HEAD(hmm.mirrors)
    init_rwsem(hmm.rwsem)

    set(hmm.mmu_notifier.ops, hmm_notifier_ops)
    Return(__mmu_notifier_register(hmm.mmu_notifier, mm))
  },
)

/** Puts the mirror on the hmm's list, which holds a reference; -EINVAL when its device has one there. */
export const hmm_add_mirror = fnOf(
  int,
  'hmm_add_mirror',
  [p('hmm', ptr(Hmm)), p('mirror', ptr(HmmMirror))],
  (hmm, mirror) => {
    down_write(hmm.rwsem)
    hlist_for_each_entry('other', hmm.mirrors, HmmMirror, 'mlist', (other) => {
      If(eq(other.device, mirror.device), () => {
        up_write(hmm.rwsem)
        Return(negEINVAL)
      })
    })
    hlist_add_head(mirror.mlist, hmm.mirrors)
    hmm_mirror_ref(mirror, mirrorReference.list)
    if (asked(hmmWhileRegistered)) mark(hmm.registered, add(hmm.registered, 1))
    if (countsUnreturned()) mark(hmm.unreturned, add(hmm.unreturned, 1))
    up_write(hmm.rwsem)
    Return(0)
  },
)
