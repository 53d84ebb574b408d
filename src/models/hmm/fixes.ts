/** The changes to v3 that can be switched on. Ids appear in links and never change. */

import { fixed } from '../../build/scenario.ts'
import type { FixDef, Variant } from '../../ir/program.ts'
import { rcuNonPreemptible } from '../../kernel/quiescent.ts'

export { rcuNonPreemptible }

/** Proposed in the review: unregistering waits for a notifier release that is still running. */
export const synchronizeSrcu: FixDef = {
  id: 'synchronize-srcu',
  title:
    'hmm_mirror_unregister waits for running notifiers: synchronize_srcu between kill and unref',
}

export const hmmUnrefInKill: FixDef = {
  id: 'hmm-unref-in-kill',
  title: "hmm_mirror_kill drops the mirror's reference to the hmm",
  excludes: ['hmm-unref-in-destroy', 'r2-spinlock'],
}

export const hmmUnrefInDestroy: FixDef = {
  id: 'hmm-unref-in-destroy',
  title: "hmm_mirror_destroy drops the mirror's reference to the hmm",
  excludes: ['hmm-unref-in-kill'],
}

export const clearMirrorHmm: FixDef = {
  id: 'clear-mirror-hmm',
  title: 'hmm_mirror_kill sets mirror->hmm to NULL, so that nobody uses it by accident afterwards',
}

/** No repair: what somebody would write who believes that the unused variable is safe to use. */
export const readHmmInDestroy: FixDef = {
  id: 'read-hmm-in-destroy',
  role: 'bug',
  title: 'hmm_mirror_destroy uses mirror->hmm, which it only reads in v3 (a bug to be found)',
}

export const releaseAtMmDeath: FixDef = {
  id: 'release-at-mm-death',
  title:
    '->release is called, under the rwsem, when the mirror leaves the list; a new ->free when it is destroyed',
}

export const synchronizeRcu: FixDef = {
  id: 'synchronize-rcu',
  title: 'hmm_device_unregister calls synchronize_rcu after its last mutex_unlock',
}

export const waitForRelease: FixDef = {
  id: 'wait-for-release',
  title: 'The driver waits for the ->release of all its mirrors before hmm_device_unregister',
}

export const deviceKrefPutInside: FixDef = {
  id: 'device-kref-put-inside',
  title: 'A kref on the device; a mirror drops its reference before it unlocks the device',
  excludes: ['device-kref-put-after-unlock'],
}

export const deviceKrefPutAfterUnlock: FixDef = {
  id: 'device-kref-put-after-unlock',
  title: 'A kref on the device; a mirror drops its reference after mutex_unlock has returned',
  excludes: ['device-kref-put-inside'],
}

export const synchronizeSrcuInRelease: FixDef = {
  id: 'synchronize-srcu-in-release',
  title: "synchronize_srcu in the driver's release callback (the wrong place)",
}

export const r2Spinlock: FixDef = {
  id: 'r2-spinlock',
  title:
    'Next revision: device lock is a spinlock; ->release when unhashed, ->free when destroyed; kill holds the hmm, destroy drops it',
  excludes: ['hmm-unref-in-kill'],
}

export const r2Wait: FixDef = {
  id: 'r2-wait',
  title:
    'Next revision: hmm_mirror_unregister calls mmu_notifier_synchronize before its last unref',
}

/** A property of the kernel rather than a change; switched on like one. */
export const srcuBarrier412: FixDef = {
  id: 'srcu-barrier-4.12',
  role: 'kernel',
  needs: ['r2-wait'],
  title: 'Kernel 4.12 to 5.3: srcu_barrier waits for queued callbacks, not for readers',
}

/** No repair: a slip of the next revision. */
export const hmmRefSlip: FixDef = {
  id: 'hmm-ref-slip',
  role: 'bug',
  title: 'Slip of the next revision: hmm_ref(hmm) in place of hmm_ref(mm->hmm) when registering',
}

/** ->release says that the mirror must not be used any more, ->free that its memory is unused. */
export function splitsRelease(): boolean {
  return fixed(releaseAtMmDeath) || fixed(r2Spinlock)
}

export function hasDeviceKref(): boolean {
  return fixed(deviceKrefPutInside) || fixed(deviceKrefPutAfterUnlock)
}

/** v3 on the kernel of its time, which is what the review talks about. */
export const asPosted: Variant = { fixes: [], mutex: 'count' }

/** What concerns references, also where nothing happens at the same time. */
export const referenceFixes: readonly FixDef[] = [
  synchronizeSrcu,
  hmmUnrefInKill,
  hmmUnrefInDestroy,
  clearMirrorHmm,
  readHmmInDestroy,
  r2Spinlock,
  r2Wait,
  srcuBarrier412,
]

/** The same, and what concerns the callbacks: wherever unregistering meets the end of the mm. */
export const hmmFixes: readonly FixDef[] = [
  ...referenceFixes,
  releaseAtMmDeath,
  synchronizeSrcuInRelease,
]

/** What makes a difference only where somebody unregisters and frees the device. */
export const deviceFixes: readonly FixDef[] = [
  synchronizeRcu,
  waitForRelease,
  deviceKrefPutInside,
  deviceKrefPutAfterUnlock,
]
