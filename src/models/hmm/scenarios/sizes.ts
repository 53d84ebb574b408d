/** More than one of everything: which process mirrors on which device, and the threads that end it. */

import { fn, p } from '../../../build/fn.ts'
import { global, sizeOf } from '../../../build/scenario.ts'
import { ptr } from '../../../build/types.ts'
import type { Bounds, SizeDef } from '../../../ir/program.ts'
import { MmStruct } from '../../../kernel/mm.ts'
import { driver_unload, File, fput } from '../driver.ts'
import { HmmDevice } from '../structs.ts'

export const processes: SizeDef = { id: 'processes', title: 'processes', most: 3 }
export const devices: SizeDef = { id: 'devices', title: 'devices', most: 3 }
/** At least one for each process and each device, at most one for each pair of them. */
export const mirrors: SizeDef = { id: 'mirrors', title: 'mirrors', most: 3 }

const numbers = [0, 1, 2] as const
const numbered = (name: string, i: number): string => (i === 0 ? name : `${name}${i + 1}`)
const mms = numbers.map((i) => global(numbered('the_mm', i), ptr(MmStruct)))
const deviceGlobals = numbers.map((i) => global(numbered('the_device', i), ptr(HmmDevice)))
const files = numbers.map((i) => global(numbered('the_file', i), ptr(File)))

export interface Mirrored {
  readonly file: (typeof files)[number]
  readonly mm: (typeof mms)[number]
  readonly device: (typeof deviceGlobals)[number]
}

export interface Crowd {
  readonly mms: typeof mms
  readonly devices: typeof deviceGlobals
  readonly mirrors: readonly Mirrored[]
}

/** The processes, devices and mirrors of the variant being built. */
export function crowd(): Crowd {
  const chosenMms = mms.slice(0, sizeOf(processes))
  const chosenDevices = deviceGlobals.slice(0, sizeOf(devices))
  const [mmCount, deviceCount] = [chosenMms.length, chosenDevices.length]
  const count = Math.min(mmCount * deviceCount, Math.max(sizeOf(mirrors), mmCount, deviceCount))
  const chosen = files.slice(0, count).flatMap((file, i) => {
    // Along the diagonal, shifted by one device after each full turn: no pair comes twice.
    const turn = Math.floor(i / leastCommonMultiple(mmCount, deviceCount))
    const mm = chosenMms[i % mmCount]
    const device = chosenDevices[(i + turn) % deviceCount]
    return mm === undefined || device === undefined ? [] : [{ file, mm, device }]
  })
  return { mms: chosenMms, devices: chosenDevices, mirrors: chosen }
}

/**
 * The variables of each process with the device that it alone has; none where devices or processes are
 * shared, because then the order of mirrors on a list tells them apart.
 */
export function pairsOf(all: Crowd): readonly (readonly string[])[] {
  const { length } = all.mirrors
  if (all.mms.length !== length || all.devices.length !== length) return []
  return all.mirrors.map((_, i) =>
    ['the_mm', 'the_device', 'the_file'].map((name) => numbered(name, i)),
  )
}

function leastCommonMultiple(a: number, b: number): number {
  for (let n = Math.max(a, b); ; n++) if (n % a === 0 && n % b === 0) return n
}

/** Closes two files of one device and unloads it; one file is the driver's own function. */
export const close_2_and_unload = fn(
  'driver_close_and_unload',
  [p('file', ptr(File)), p('file2', ptr(File)), p('device', ptr(HmmDevice))],
  (file, file2, device) => {
    fput(file)
    fput(file2)
    driver_unload(device)
  },
)

export const close_3_and_unload = fn(
  'driver_close_and_unload',
  [p('file', ptr(File)), p('file2', ptr(File)), p('file3', ptr(File)), p('device', ptr(HmmDevice))],
  (file, file2, file3, device) => {
    fput(file)
    fput(file2)
    fput(file3)
    driver_unload(device)
  },
)

/** A thread that closes n files may destroy as many hmms, each with a callback of its own. */
export function crowdBounds(): Bounds {
  const { devices: all, mirrors: each } = crowd()
  const most = all.map((device) => each.filter((one) => one.device === device).length)
  if (most.every((count) => count === 1)) return {}
  const letters = most.map((count, i) => [String.fromCharCode(65 + i), count] as const)
  return { spawns: Object.fromEntries(letters) }
}
