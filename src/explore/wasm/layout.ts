/** Where things lie in the memory that compiled steps and their caller share, in bytes. */

import type { Machine } from '../../machine/machine.ts'

/** Pairs of state word and old value that one step may log, and accesses that one state's steps may do. */
export const logPairs = 1 << 14
export const mostAccesses = 1 << 18

export interface StepMemory {
  /** The state begins at 0. */
  readonly log: number
  readonly accesses: number
  /** Per address the object's number, -1 for none. */
  readonly objects: number
  /** Per lane and code position 1 when it lies in a retry loop. */
  readonly spins: number
  /** Per lane, position and address 1 when a fault there has been told. */
  readonly told: number
  /** Row of a lane's first position in `spins` and `told`. */
  readonly rowOf: readonly number[]
  /** One past the last byte. */
  readonly end: number
}

export function stepMemory(machine: Machine): StepMemory {
  const { size } = machine.memory
  const log = 4 * machine.stateSize
  const objects = log + 8 * logPairs
  const spins = objects + 4 * size
  let rows = 0
  const rowOf = machine.lanes.map(({ code }) => {
    const row = rows
    rows += code.length
    return row
  })
  const told = spins + rows
  const accesses = 4 * Math.ceil((told + rows * size) / 4)
  return { log, objects, spins, told, accesses, rowOf, end: accesses + 4 * mostAccesses }
}

/** Accesses are told as `address * 4 + marked * 2 + write`. */
export const accessBits = { write: 1, marked: 2, shift: 2 } as const
