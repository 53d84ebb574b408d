/** Decides the checks of claims by searching their programs to the end, for tests of the models. */

import { searchAll } from '../explore/state-search.ts'
import type { Failure, Verdict } from '../explore/verdict.ts'
import type { ScenarioDef, Variant } from '../ir/program.ts'
import { createMachine, type Machine } from '../machine/machine.ts'
import { objectOf } from '../machine/memory.ts'
import { scenarios } from '../models/catalogue.ts'
import type { FailurePattern, Property } from '../models/claims/claim.ts'

/** Everything that goes wrong in a program, in some run each. */
export interface Searched {
  readonly machine: Machine
  readonly failures: readonly Failure[]
}

const known = new Map<string, Searched>()

export function scenarioOf(id: string): ScenarioDef {
  const found = scenarios.find((each) => each.id === id)
  if (found === undefined) throw new Error(`no scenario ${id}`)
  return found
}

/** Searches once for each scenario and variant. */
export function searched(scenario: string, variant: Variant): Searched {
  const key = JSON.stringify([scenario, variant])
  const before = known.get(key)
  if (before !== undefined) return before
  const machine = createMachine(scenarioOf(scenario).build(variant))
  const verdict = searchAll(machine)
  const result = { machine, failures: failuresIn(verdict, key) }
  known.set(key, result)
  return result
}

function failuresIn(verdict: Verdict, key: string): readonly Failure[] {
  switch (verdict.kind) {
    case 'proved':
      return []
    case 'violated':
      if (verdict.exhausted) return verdict.findings.map(({ failure }) => failure)
      throw new Error(`${key}: not exhausted`)
    case 'bounded':
      throw new Error(`${key}: bounded`)
  }
}

export function holds(property: Property, { machine, failures }: Searched): boolean {
  const isFound = (pattern: FailurePattern): boolean =>
    failures.some((failure) => matches(machine, failure, pattern))
  switch (property.kind) {
    case 'reachable':
      return isFound(property.failure)
    case 'never':
      return !property.failures.some(isFound)
    case 'nothing-but':
      return failures.every((failure) =>
        property.failures.some((pattern) => matches(machine, failure, pattern)),
      )
    case 'always-leaks': {
      const { object, witness } = property
      return isFound({ kind: 'leak', object }) && !isFound({ kind: 'property', id: witness })
    }
  }
}

/** Whether a failure is of the kind that a pattern names. */
export function matches(machine: Machine, failure: Failure, pattern: FailurePattern): boolean {
  if (failure.kind === 'leak') {
    return pattern.kind === 'leak' && stem(machine, failure.object) === pattern.object
  }
  if (failure.kind !== 'fault') return failure.kind === pattern.kind
  const { fault } = failure
  switch (pattern.kind) {
    case 'use-after-free': {
      if (fault.kind !== 'use-after-free') return false
      return stem(machine, objectOf(machine.memory, fault.address)?.id) === pattern.object
    }
    case 'double-free':
      return fault.kind === 'double-free' && stem(machine, fault.object) === pattern.object
    case 'assert':
      return fault.kind === 'assert' && fault.as !== 'property'
    case 'property':
      return fault.kind === 'assert' && fault.property === pattern.id
    default:
      return fault.kind === pattern.kind
  }
}

/** `mirror` for the second mirror of lane A. */
function stem(machine: Machine, object: number | undefined): string | undefined {
  return machine.memory.objects[object ?? -1]?.name.replace(/(\.[A-Z])?\d*$/, '')
}
