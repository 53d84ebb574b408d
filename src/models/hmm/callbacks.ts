/** Where HMM calls the driver, with what the questions watch for around the calls. */

import { not } from '../../build/expressions.ts'
import { asked } from '../../build/scenario.ts'
import { mark, observe } from '../../build/statements.ts'
import type { FieldsOf } from '../../build/types.ts'
import type { PtrValue } from '../../build/value.ts'
import { splitsRelease } from './fixes.ts'
import {
  noCallbackAfterDeviceUnregister,
  noCallbackAfterUnregister,
  releaseOnce,
} from './questions.ts'
import type { HmmDevice, HmmMirror } from './structs.ts'

type Device = PtrValue<FieldsOf<typeof HmmDevice>>
type Mirror = PtrValue<FieldsOf<typeof HmmMirror>>

/** `device->ops->release(mirror)`, from which on the device must not use the address space. */
export function callRelease(device: Device, mirror: Mirror): void {
  if (asked(releaseOnce)) {
    observe(not(mirror.released), releaseOnce)
    mark(mirror.released, 1)
  }
  watchCallback(device, mirror)
  device.ops.release(mirror)
  watchCallback(device, mirror)
}

/** The last that HMM has to do with a mirror: afterwards the driver may free it. */
export function callLast(device: Device, mirror: Mirror): void {
  if (!splitsRelease()) {
    callRelease(device, mirror)
    return
  }
  watchCallback(device, mirror)
  device.ops.free(mirror)
  watchCallback(device, mirror)
}

/** At both ends of the callback: nothing in between notices that somebody else has returned. */
function watchCallback(device: Device, mirror: Mirror): void {
  if (asked(noCallbackAfterUnregister)) observe(not(mirror.returned), noCallbackAfterUnregister)
  if (asked(noCallbackAfterDeviceUnregister)) {
    observe(not(device.gone), noCallbackAfterDeviceUnregister)
  }
}
