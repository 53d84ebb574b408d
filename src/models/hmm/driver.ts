/**
 * A driver that uses HMM as its interface asks for, and its device file. The driver allocates a mirror
 * per open file, unregisters it when the file is closed for the last time, and frees it in the release
 * callback. Unloading retries while there are mirrors and then frees the device.
 */

import { eq, ne, sub } from '../../build/expressions.ts'
import { fn, fnOf, p, staticFn } from '../../build/fn.ts'
import { asked, fixed, global } from '../../build/scenario.ts'
import {
  atomic,
  cpu_relax,
  If,
  mark,
  Return,
  set,
  waitUntil,
  While,
} from '../../build/statements.ts'
import { embed, type FieldsOf, ptr, struct } from '../../build/types.ts'
import type { PtrValue } from '../../build/value.ts'
import { NULL } from '../../build/wrap.ts'
import {
  Atomic,
  atomic_dec,
  atomic_dec_and_test,
  atomic_inc,
  atomic_read,
  atomic_set,
} from '../../kernel/atomic.ts'
import { negEBUSY } from '../../kernel/errno.ts'
import { MmStruct } from '../../kernel/mm.ts'
import { srcu } from '../../kernel/mmu-notifier.ts'
import { sleeping } from '../../kernel/quiescent.ts'
import { kfree, kzalloc } from '../../kernel/slab.ts'
import { synchronize_srcu } from '../../kernel/srcu.ts'
import { hasDeviceKref, splitsRelease, synchronizeSrcuInRelease, waitForRelease } from './fixes.ts'
import { hmm_device_register, hmm_device_unregister } from './hmm-device.ts'
import { hmm_mirror_register, hmm_mirror_unregister } from './hmm-mirror.ts'
import {
  callerFreesDevice,
  callerFreesMirror,
  countsUnreturned,
  noCallbackAfterDeviceUnregister,
  noCallbackAfterUnregister,
} from './questions.ts'
import { HmmDevice, HmmDeviceOps, HmmMirror } from './structs.ts'

type MirrorPointer = PtrValue<FieldsOf<typeof HmmMirror>>

/** An open file of the driver: shared over fork, or passed over a socket. */
export const File = struct('file', { f_count: embed(Atomic), private_data: ptr(HmmMirror) })

/** How many open files keep the driver's module from being unloaded. */
const Module = struct('module', { refcnt: embed(Atomic) })
const driver_module = global('driver_module', embed(Module))

/** Mirrors for which ->release has not been called; counted by a driver that waits for it. */
const driver_mirrors = global('driver_mirrors', embed(Atomic))

/** What a driver does when ->release is called, after it has stopped its device. */
export function afterRelease(mirror: MirrorPointer): void {
  if (fixed(synchronizeSrcuInRelease)) synchronize_srcu(srcu)
  if (fixed(waitForRelease)) atomic_dec(driver_mirrors)
  if (!splitsRelease()) freeMirror(mirror)
}

/** HMM does not touch the mirror after the last callback, so that it can be freed there. */
function freeMirror(mirror: MirrorPointer): void {
  if (!asked(callerFreesMirror)) kfree(mirror)
}

const driver_mirror_release = staticFn(
  'driver_mirror_release',
  [p('mirror', ptr(HmmMirror))],
  afterRelease,
)

const driver_mirror_free = staticFn('driver_mirror_free', [p('mirror', ptr(HmmMirror))], freeMirror)

/** The callbacks that the variant has. */
export function opsWith(release: typeof driver_mirror_release) {
  return global('driver_ops', embed(HmmDeviceOps), () => ({
    release,
    ...(splitsRelease() && { free: driver_mirror_free }),
  }))
}

/** Loads the driver: its device, registered with HMM; NULL when that fails. */
export function loadWith(ops: ReturnType<typeof opsWith>) {
  return fnOf(ptr(HmmDevice), 'driver_load', [], () => {
    const device = kzalloc('device', HmmDevice)
    set(device.ops, ops)
    If(hmm_device_register(device), () => {
      kfree(device)
      Return(NULL)
    })
    Return(device)
  })
}

export const driver_load = loadWith(opsWith(driver_mirror_release))

/** open(2) by a task of `mm`: a file with a registered mirror; NULL when registering fails. */
export const driver_open = fnOf(
  ptr(File),
  'driver_open',
  [p('device', ptr(HmmDevice)), p('mm', ptr(MmStruct))],
  (device, mm) => {
    const mirror = kzalloc('mirror', HmmMirror)
    set(mirror.device, device)
    if (fixed(waitForRelease)) atomic_inc(driver_mirrors)
    If(ne(hmm_mirror_register(mirror, mm), 0), () => {
      if (fixed(waitForRelease)) atomic_dec(driver_mirrors)
      kfree(mirror)
      Return(NULL)
    })
    const file = kzalloc('file', File)
    atomic_set(file.f_count, 1)
    set(file.private_data, mirror)
    atomic_inc(driver_module.refcnt)
    Return(file)
  },
)

/** The file operation that the last close runs, in whatever process that is. */
const driver_release = staticFn('driver_release', [p('file', ptr(File))], (file) => {
  hmm_mirror_unregister(file.private_data)
  watchReturn(file.private_data)
  if (asked(callerFreesMirror)) kfree(file.private_data)
})

function watchReturn(mirror: MirrorPointer): void {
  if (asked(noCallbackAfterUnregister)) mark(mirror.returned, 1)
  if (countsUnreturned()) mark(mirror.hmm.unreturned, sub(mirror.hmm.unreturned, 1))
}

/** Drops a reference to the file: close(2), or exit. */
export const fput = fn('fput', [p('file', ptr(File))], (file) => {
  If(atomic_dec_and_test(file.f_count), () => {
    driver_release(file)
    // fops_put() and file_free(): the file is nobody else's any more, so one step is enough.
    atomic(() => {
      atomic_dec(driver_module.refcnt)
      kfree(file)
    })
  })
})

/** Unloads the driver when all its files are closed. */
export const driver_unload = fn('driver_unload', [p('device', ptr(HmmDevice))], (device) => {
  if (asked(callerFreesDevice)) {
    kfree(device)
    return
  }
  if (fixed(waitForRelease)) {
    sleeping(() =>
      waitUntil(eq(atomic_read(driver_mirrors), 0), { event: 'the release of all mirrors' }),
    )
  }
  While(
    () => eq(hmm_device_unregister(device), negEBUSY),
    () => cpu_relax(),
  )
  if (asked(noCallbackAfterDeviceUnregister)) mark(device.gone, 1)
  if (!hasDeviceKref()) kfree(device)
})

/** rmmod is refused while a process has the file open: this is its repetition until it is not. */
export const wait_for_module = fn('wait_for_module', [], () => {
  sleeping(() =>
    waitUntil(eq(atomic_read(driver_module.refcnt), 0), {
      event: 'the last close of the driver file',
    }),
  )
})

/** A process that closes its file and then unloads the driver; nobody else has the file open. */
export const driver_close_and_unload = fn(
  'driver_close_and_unload',
  [p('file', ptr(File)), p('device', ptr(HmmDevice))],
  (file, device) => {
    fput(file)
    driver_unload(device)
  },
)
