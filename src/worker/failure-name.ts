/** What kind of failure it is and of which object, as people name it. */

import type { Failure } from '../explore/verdict.ts'
import type { Fault } from '../machine/events.ts'
import type { Machine } from '../machine/machine.ts'
import { objectOf } from '../machine/memory.ts'
import type { ViolationKind } from '../trace/view.ts'

/** `use after free of device`, `deadlock`: equal for failures of one kind and object. */
export function failureName(machine: Machine, failure: Failure): string {
  const object = objectName(machine, failure)
  const kind =
    failure.kind === 'endless-wait' ? 'endless wait' : violationKind(failure).replaceAll('-', ' ')
  return object === undefined ? kind : `${kind} of ${object}`
}

export function violationKind(failure: Failure): ViolationKind {
  switch (failure.kind) {
    case 'fault':
      return faultKind(failure.fault)
    case 'deadlock':
    case 'endless-wait':
      return 'deadlock'
    case 'leak':
    case 'data-race':
      return failure.kind
  }
}

function faultKind(fault: Fault): ViolationKind {
  if (fault.kind !== 'assert') return fault.kind
  if (fault.as === 'lock') return 'lock-misuse'
  return fault.as
}

export function objectName(machine: Machine, failure: Failure): string | undefined {
  const { memory } = machine
  switch (failure.kind) {
    case 'leak':
      return memory.objects[failure.object]?.name
    case 'data-race':
      return objectOf(memory, failure.race.address)?.name
    case 'fault':
      return faultObject(machine, failure.fault)
    case 'deadlock':
    case 'endless-wait':
      return undefined
  }
}

function faultObject({ memory }: Machine, fault: Fault): string | undefined {
  switch (fault.kind) {
    case 'use-after-free':
      return objectOf(memory, fault.address)?.name
    case 'double-free':
      return memory.objects[fault.object]?.name
    case 'lock-misuse':
    case 'self-deadlock':
      return objectOf(memory, fault.lock)?.name
    case 'invalid-pointer':
    case 'assert':
    case 'bound':
      return undefined
  }
}
