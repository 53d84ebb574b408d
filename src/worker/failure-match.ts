/** Whether a failure that a search found is of the kind that a claim speaks of. */

import type { Failure } from '../explore/verdict.ts'
import type { Machine } from '../machine/machine.ts'
import type { FailurePattern } from '../models/claims/claim.ts'
import { objectName } from './failure-name.ts'

export function matchesFailure(
  machine: Machine,
  failure: Failure,
  pattern: FailurePattern,
): boolean {
  switch (pattern.kind) {
    case 'leak':
      return failure.kind === 'leak' && stem(objectName(machine, failure)) === pattern.object
    case 'use-after-free':
    case 'double-free':
      return (
        faultKind(failure) === pattern.kind && stem(objectName(machine, failure)) === pattern.object
      )
    case 'invalid-pointer':
    case 'self-deadlock':
      return faultKind(failure) === pattern.kind
    case 'deadlock':
    case 'endless-wait':
    case 'data-race':
      return failure.kind === pattern.kind
    case 'assert':
      return (
        failure.kind === 'fault' &&
        failure.fault.kind === 'assert' &&
        failure.fault.as !== 'property'
      )
    case 'property':
      return (
        failure.kind === 'fault' &&
        failure.fault.kind === 'assert' &&
        failure.fault.property === pattern.id
      )
  }
}

function faultKind(failure: Failure): string | undefined {
  return failure.kind === 'fault' ? failure.fault.kind : undefined
}

/** `mirror` for `mirror2.A`. */
function stem(name: string | undefined): string | undefined {
  return name?.replace(/\d*(\.[A-Z]\d*)?$/, '')
}
