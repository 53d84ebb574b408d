/** Devices that mirror address spaces. HMM v3. */

import { container_of, not, or } from '../../build/expressions.ts'
import { fn, fnOf, p, staticFn } from '../../build/fn.ts'
import { fixed } from '../../build/scenario.ts'
import { If, Return } from '../../build/statements.ts'
import { type FieldsOf, int, ptr, tag } from '../../build/types.ts'
import type { PtrValue } from '../../build/value.ts'
import { negEBUSY, negEINVAL } from '../../kernel/errno.ts'
import { Kref, kref_init, kref_put } from '../../kernel/kref.ts'
import { INIT_LIST_HEAD, list_empty } from '../../kernel/list.ts'
import { mutex_init, mutex_lock, mutex_unlock } from '../../kernel/mutex.ts'
import { synchronize_rcu } from '../../kernel/rcu.ts'
import { kfree } from '../../kernel/slab.ts'
import { spin_lock, spin_lock_init, spin_unlock } from '../../kernel/spinlock.ts'
import { hasDeviceKref, r2Spinlock, synchronizeRcu } from './fixes.ts'
import { deviceReference } from './reference-names.ts'
import { HmmDevice } from './structs.ts'

type Device = PtrValue<FieldsOf<typeof HmmDevice>>

/** Protects `device->mirrors`: a mutex in v3. */
export function lockDevice(device: Device): void {
  if (fixed(r2Spinlock)) spin_lock(device.lock)
  else mutex_lock(device.mutex)
}

export function unlockDevice(device: Device): void {
  if (fixed(r2Spinlock)) spin_unlock(device.lock)
  else mutex_unlock(device.mutex)
}

/** 0, or -EINVAL for a device without a release callback. */
export const hmm_device_register = fnOf(
  int,
  'hmm_device_register',
  [p('device', ptr(HmmDevice))],
  (device) => {
    If(or(or(not(device), not(device.ops)), not(device.ops.release)), () => Return(negEINVAL))

    if (fixed(r2Spinlock)) spin_lock_init(device.lock)
    else mutex_init(device.mutex)
    INIT_LIST_HEAD(device.mirrors)
    if (hasDeviceKref()) kref_init(device.kref, deviceReference.driver)
    Return(0)
  },
)

/** The memory is the driver's; that it is a kfree stands for whatever the driver would do. */
const hmm_device_free = staticFn('hmm_device_free', [p('kref', ptr(Kref))], (kref) => {
  kfree(container_of(kref, HmmDevice, 'kref'))
})

/** Only for a device with a kref: the last reference frees it. */
export const hmm_device_put = fn(
  'hmm_device_put',
  [p('device', ptr(HmmDevice)), p('reference', tag)],
  (device, reference) => {
    kref_put(device.kref, hmm_device_free, reference)
  },
)

/** 0, or -EBUSY while there are mirrors. The caller retries, and frees the device after a 0. */
export const hmm_device_unregister = fnOf(
  int,
  'hmm_device_unregister',
  [p('device', ptr(HmmDevice))],
  (device) => {
    lockDevice(device)
    If(not(list_empty(device.mirrors)), () => {
      unlockDevice(device)
      Return(negEBUSY)
    })
    unlockDevice(device)
    if (fixed(synchronizeRcu)) synchronize_rcu()
    if (hasDeviceKref()) hmm_device_put(device, deviceReference.driver)
    Return(0)
  },
)
