/** The lifetime of `struct hmm_mirror`: references and what the last one does. HMM v3. */

import { container_of, not } from '../../build/expressions.ts'
import { byRef, fn, fnOf, p, staticFn } from '../../build/fn.ts'
import { fixed } from '../../build/scenario.ts'
import { If, local, Return, set } from '../../build/statements.ts'
import { type FieldsOf, ptr, tag } from '../../build/types.ts'
import type { PtrValue } from '../../build/value.ts'
import { NULL } from '../../build/wrap.ts'
import { Kref, kref_get_unless_zero, kref_put } from '../../kernel/kref.ts'
import { list_del_init } from '../../kernel/list.ts'
import { MmStruct } from '../../kernel/mm.ts'
import { callLast } from './callbacks.ts'
import {
  deviceKrefPutAfterUnlock,
  deviceKrefPutInside,
  hmmUnrefInDestroy,
  r2Spinlock,
  readHmmInDestroy,
} from './fixes.ts'
import { hmm_device_put, lockDevice, unlockDevice } from './hmm-device.ts'
import { hmm_unref } from './hmm-ref.ts'
import { deviceReference, hmmReference } from './reference-names.ts'
import { Hmm, HmmDevice, HmmMirror } from './structs.ts'

/** Takes a reference; NULL when the last one is already gone. */
export const hmm_mirror_ref = fnOf(
  ptr(HmmMirror),
  'hmm_mirror_ref',
  [p('mirror', ptr(HmmMirror)), p('reference', tag)],
  (mirror, reference) => {
    If(not(kref_get_unless_zero(mirror.kref, reference)), () => Return(NULL))
    Return(mirror)
  },
)

/** After a mirror was taken off `device->mirrors`: where a kref on the device is put decides everything. */
export function unlockAndPut(device: PtrValue<FieldsOf<typeof HmmDevice>>): void {
  if (fixed(deviceKrefPutInside)) hmm_device_put(device, deviceReference.mirror)
  unlockDevice(device)
  if (fixed(deviceKrefPutAfterUnlock)) hmm_device_put(device, deviceReference.mirror)
}

const hmm_mirror_destroy = staticFn('hmm_mirror_destroy', [p('kref', ptr(Kref))], (kref) => {
  const mirror = local('mirror', ptr(HmmMirror), container_of(kref, HmmMirror, 'kref'))
  const device = local('device', ptr(HmmDevice), mirror.device)
  if (fixed(r2Spinlock)) hmm_unref(mirror.hmm, hmmReference.mirror)
  // As posted: read here, never used.
  const hmm = fixed(r2Spinlock) ? undefined : local('hmm', ptr(Hmm), mirror.hmm)
  if (fixed(readHmmInDestroy) && hmm !== undefined) local('mm', ptr(MmStruct), hmm.mm)

  lockDevice(device)
  list_del_init(mirror.dlist)
  // From here on the driver may free the mirror.
  callLast(device, mirror)
  unlockAndPut(device)
  if (fixed(hmmUnrefInDestroy) && hmm !== undefined) hmm_unref(hmm, hmmReference.mirror)
})

/** Drops a reference and clears the caller's pointer to it, the last one destroys the mirror. */
export const hmm_mirror_unref = fn(
  'hmm_mirror_unref',
  [byRef('mirror', ptr(HmmMirror)), p('reference', tag)],
  (mirror, reference) => {
    const old = local('old', ptr(HmmMirror), mirror)
    set(mirror, NULL)
    kref_put(old.kref, hmm_mirror_destroy, reference)
  },
)
