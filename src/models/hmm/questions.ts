/**
 * What can be asked of the HMM programs: properties to watch for, and liberties that a caller takes
 * because he believes that he may. Neither changes a line of HMM. Ids never change.
 */

import { asked } from '../../build/scenario.ts'
import type { QuestionDef } from '../../ir/program.ts'

export const releaseOnce: QuestionDef = {
  id: 'release-once',
  title: '->release is called at most once for a mirror',
}

export const noCallbackAfterUnregister: QuestionDef = {
  id: 'no-callback-after-unregister',
  title: 'no callback for a mirror begins or is running after hmm_mirror_unregister returned',
}

export const noCallbackAfterDeviceUnregister: QuestionDef = {
  id: 'no-callback-after-device-unregister',
  title: 'no callback of a device begins or is running after hmm_device_unregister returned 0',
}

export const hmmWhileRegistered: QuestionDef = {
  id: 'hmm-while-registered',
  title: 'no hmm is destroyed before hmm_mirror_unregister is called for each of its mirrors',
}

export const hmmUntilUnregistered: QuestionDef = {
  id: 'hmm-until-unregistered',
  title: 'no hmm is freed before hmm_mirror_unregister has returned for each of its mirrors',
}

export const mmUntilUnregistered: QuestionDef = {
  id: 'mm-until-unregistered',
  title:
    'destroying an hmm does not free its mm before hmm_mirror_unregister has returned for each mirror',
}

export const oneHmmPerMm: QuestionDef = {
  id: 'one-hmm-per-mm',
  title: 'an address space that has an hmm does not get another one',
}

/** A witness: its violation shows that something good can happen. */
export const hmmNeverDestroyed: QuestionDef = {
  id: 'hmm-never-destroyed',
  title: 'no hmm is ever destroyed',
}

/** A liberty: shows as use after free of the mirror when it is not covered. */
export const callerFreesMirror: QuestionDef = {
  id: 'caller-frees-mirror',
  title: 'the driver may free the mirror itself once hmm_mirror_unregister has returned',
}

/** A liberty: shows as use after free of the device when it is not covered. */
export const callerFreesDevice: QuestionDef = {
  id: 'caller-frees-device',
  title:
    'the driver may free the device, without hmm_device_unregister, once hmm_mirror_unregister has returned for all its mirrors',
}

/** Whether a ghost has to count the mirrors for which hmm_mirror_unregister has not returned. */
export function countsUnreturned(): boolean {
  return asked(hmmUntilUnregistered) || asked(mmUntilUnregistered)
}

/** In the order in which pickers list them. */
export const mirrorQuestions: readonly QuestionDef[] = [
  releaseOnce,
  noCallbackAfterUnregister,
  callerFreesMirror,
  hmmWhileRegistered,
  hmmUntilUnregistered,
  mmUntilUnregistered,
  hmmNeverDestroyed,
]

export const deviceQuestions: readonly QuestionDef[] = [
  noCallbackAfterDeviceUnregister,
  callerFreesDevice,
]
