/** Distinct failures: which ones are the same, and which end the run that shows them. */

import type { Machine } from '../machine/machine.ts'
import { objectOf } from '../machine/memory.ts'
import type { Fault } from '../machine/events.ts'
import type { Failure } from './verdict.ts'

export { leakedObjects } from '../machine/leaks.ts'

/** Equal for failures of the same kind, object, code position and thread. */
export function failureKey(machine: Machine, failure: Failure): string {
  switch (failure.kind) {
    case 'fault':
      return `${faultKey(machine, failure.fault)} ${failure.lane} ${failure.pc}`
    case 'deadlock':
      return `deadlock ${failure.lanes.map((lane, i) => `${lane}@${failure.pcs[i]}`).join(' ')}`
    case 'endless-wait':
      return `endless-wait ${failure.lane} ${failure.pc}`
    case 'leak':
      return `leak ${failure.object}`
    case 'data-race':
      return `data-race ${failure.race.address} ${failure.race.sides.map((side) => `${side.lane}@${side.pc}`).join(' ')}`
  }
}

function faultKey(machine: Machine, fault: Fault): string {
  switch (fault.kind) {
    case 'use-after-free':
      return `use-after-free ${objectOf(machine.memory, fault.address)?.id}`
    case 'double-free':
      return `double-free ${fault.object}`
    case 'invalid-pointer':
      return `invalid-pointer ${fault.use}`
    case 'assert':
      return `${fault.as} ${fault.text}`
    case 'lock-misuse':
    case 'self-deadlock':
      return `${fault.kind} ${fault.lock}`
    case 'bound':
      return `bound ${fault.text}`
  }
}
