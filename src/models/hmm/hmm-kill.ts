/** Taking a mirror off its address space: as posted, with the repairs discussed, and as reworked. */

import { not } from '../../build/expressions.ts'
import { p, staticFn } from '../../build/fn.ts'
import { fixed } from '../../build/scenario.ts'
import { If, local, Return, set } from '../../build/statements.ts'
import { type FieldsOf, ptr } from '../../build/types.ts'
import type { PtrValue } from '../../build/value.ts'
import { NULL } from '../../build/wrap.ts'
import { hlist_del_init, hlist_unhashed } from '../../kernel/hlist.ts'
import { down_write, up_write } from '../../kernel/rwsem.ts'
import { callRelease } from './callbacks.ts'
import { clearMirrorHmm, hmmUnrefInKill, r2Spinlock, releaseAtMmDeath } from './fixes.ts'
import { hmm_mirror_unref } from './hmm-mirror-ref.ts'
import { hmm_ref, hmm_unref } from './hmm-ref.ts'
import { hmmReference, mirrorReference } from './reference-names.ts'
import { Hmm, HmmMirror } from './structs.ts'

type HmmPointer = PtrValue<FieldsOf<typeof Hmm>>
type MirrorPointer = PtrValue<FieldsOf<typeof HmmMirror>>

/**
 * After a mirror has left the list: lets others in, and tells the driver if the variant does. The next
 * revision does it in this order; under the rwsem whoever comes next knows that it has been done.
 */
export function upWriteAndRelease(hmm: HmmPointer, mirror: MirrorPointer): void {
  if (fixed(releaseAtMmDeath)) callRelease(mirror.device, mirror)
  up_write(hmm.rwsem)
  if (fixed(r2Spinlock) && !fixed(releaseAtMmDeath)) callRelease(mirror.device, mirror)
}

/** Takes the mirror off the hmm's list and drops the list's reference, if nobody else did before. */
const asPosted = staticFn('hmm_mirror_kill', [p('mirror', ptr(HmmMirror))], (mirror) => {
  // hmm_mirror_unref clears the pointer to the mirror.
  const hmm = fixed(hmmUnrefInKill) ? local('hmm', ptr(Hmm), mirror.hmm) : undefined

  down_write(mirror.hmm.rwsem)
  If(not(hlist_unhashed(mirror.mlist)), () => {
    hlist_del_init(mirror.mlist)
    upWriteAndRelease(mirror.hmm, mirror)

    if (fixed(clearMirrorHmm)) set(mirror.hmm, NULL)
    hmm_mirror_unref(mirror, mirrorReference.list)
  }).Else(() => {
    up_write(mirror.hmm.rwsem)
    if (fixed(clearMirrorHmm)) set(mirror.hmm, NULL)
  })
  if (hmm !== undefined) hmm_unref(hmm, hmmReference.mirror)
})

/** The same in the next revision, which does not rely on the mirror's reference to the hmm. */
const reworked = staticFn('hmm_mirror_kill', [p('mirror', ptr(HmmMirror))], (mirror) => {
  const hmm = local('hmm', ptr(Hmm))
  set(hmm, hmm_ref(mirror.hmm, hmmReference.kill))
  If(not(hmm), () => Return())

  down_write(hmm.rwsem)
  If(not(hlist_unhashed(mirror.mlist)), () => {
    hlist_del_init(mirror.mlist)
    upWriteAndRelease(hmm, mirror)

    if (fixed(clearMirrorHmm)) set(mirror.hmm, NULL)
    hmm_mirror_unref(mirror, mirrorReference.list)
  }).Else(() => {
    up_write(hmm.rwsem)
    if (fixed(clearMirrorHmm)) set(mirror.hmm, NULL)
  })
  hmm_unref(hmm, hmmReference.kill)
})

export function killMirror(mirror: MirrorPointer): void {
  if (fixed(r2Spinlock)) reworked(mirror)
  else asPosted(mirror)
}
