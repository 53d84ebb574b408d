/** Finds a scenario and builds it for a variant; says which part is wrong when that cannot be. */

import { type Listing, printProgram } from '../ir/print.ts'
import { type MutexModel, mutexModels, type ScenarioDef, type Variant } from '../ir/program.ts'
import { createMachine, type Machine } from '../machine/machine.ts'
import { scenarios } from '../models/catalogue.ts'
import { fail, ok, type Result } from '../util/result.ts'
import type { HeddleError } from './protocol.ts'

/** A scenario under a variant, built. */
export interface Prepared {
  readonly def: ScenarioDef
  readonly variant: Variant
  readonly machine: Machine
  readonly listing: Listing
}

/** The last one built: stepping and choosing stay with the same scenario and variant. */
let latest: { readonly key: string; readonly prepared: Prepared } | undefined

export function prepare(scenario: string, variant: Variant): Result<Prepared, HeddleError> {
  const def = scenarios.find((each) => each.id === scenario)
  if (def === undefined) {
    const known = scenarios.map((each) => each.id).join(', ')
    return fail({
      code: 'unknown-scenario',
      part: cut(scenario),
      message: `There is no scenario “${cut(scenario)}”. Known: ${known}.`,
    })
  }
  const fix = variant.fixes.find((id) => def.fixes.every((each) => each.id !== id))
  if (fix !== undefined) {
    const known = def.fixes.map((each) => each.id).join(', ')
    return fail({
      code: 'unknown-fix',
      part: cut(fix),
      message: `${def.id} has no fix “${cut(fix)}”. Known: ${known === '' ? 'none' : known}.`,
    })
  }
  if (!isMutexModel(variant.mutex)) {
    const part = cut(String(variant.mutex))
    return fail({
      code: 'unknown-mutex',
      part,
      message: `There is no mutex model “${part}”. Known: ${mutexModels.join(', ')}.`,
    })
  }
  const key = JSON.stringify([def.id, [...variant.fixes].sort(), variant.mutex])
  if (latest?.key === key) return ok(latest.prepared)
  const program = def.build(variant)
  const prepared = { def, variant, machine: createMachine(program), listing: printProgram(program) }
  latest = { key, prepared }
  return ok(prepared)
}

function isMutexModel(text: string): text is MutexModel {
  return mutexModels.some((model) => model === text)
}

/** Input that is quoted back is kept short. */
function cut(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`
}
