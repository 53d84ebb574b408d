/** Devices that mirror address spaces. HMM v3. */

import { not, or } from '../../build/expressions.ts'
import { fnOf, p } from '../../build/fn.ts'
import { If, Return } from '../../build/statements.ts'
import { int, ptr } from '../../build/types.ts'
import { negEBUSY, negEINVAL } from '../../kernel/errno.ts'
import { INIT_LIST_HEAD, list_empty } from '../../kernel/list.ts'
import { mutex_init, mutex_lock, mutex_unlock } from '../../kernel/mutex.ts'
import { HmmDevice } from './structs.ts'

/** 0, or -EINVAL for a device without a release callback. */
export const hmm_device_register = fnOf(
  int,
  'hmm_device_register',
  [p('device', ptr(HmmDevice))],
  (device) => {
    If(or(or(not(device), not(device.ops)), not(device.ops.release)), () => Return(negEINVAL))

    mutex_init(device.mutex)
    INIT_LIST_HEAD(device.mirrors)
    Return(0)
  },
)

/** 0, or -EBUSY while there are mirrors. The caller retries, and frees the device after a 0. */
export const hmm_device_unregister = fnOf(
  int,
  'hmm_device_unregister',
  [p('device', ptr(HmmDevice))],
  (device) => {
    mutex_lock(device.mutex)
    If(not(list_empty(device.mirrors)), () => {
      mutex_unlock(device.mutex)
      Return(negEBUSY)
    })
    mutex_unlock(device.mutex)
    Return(0)
  },
)
