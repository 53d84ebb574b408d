/** Finds a scenario and builds it for a variant; says which part is wrong when that cannot be. */

import { type Listing, printProgram } from '../ir/print.ts'
import { type MutexModel, mutexModels, type ScenarioDef, type Variant } from '../ir/program.ts'
import { createMachine, type Machine } from '../machine/machine.ts'
import { scenarios } from '../models/catalogue.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { cutText } from '../util/text.ts'
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

export function prepare(scenario: string, wanted: Variant): Result<Prepared, HeddleError> {
  const def = scenarios.find((each) => each.id === scenario)
  if (def === undefined) {
    const known = scenarios.map((each) => each.id).join(', ')
    return fail({
      code: 'unknown-scenario',
      part: cutText(scenario),
      message: `There is no scenario “${cutText(scenario)}”. Known: ${known}.`,
    })
  }
  const fix = wanted.fixes.find((id) => def.fixes.every((each) => each.id !== id))
  if (fix !== undefined) {
    const known = def.fixes.map((each) => each.id).join(', ')
    return fail({
      code: 'unknown-fix',
      part: cutText(fix),
      message: `${def.id} has no fix “${cutText(fix)}”. Known: ${known === '' ? 'none' : known}.`,
    })
  }
  if (!isMutexModel(wanted.mutex)) {
    const part = cutText(String(wanted.mutex))
    return fail({
      code: 'unknown-mutex',
      part,
      message: `There is no mutex model “${part}”. Known: ${mutexModels.join(', ')}.`,
    })
  }
  const variant = canonical(def, wanted)
  const key = JSON.stringify([def.id, variant])
  if (latest?.key === key) return ok(latest.prepared)
  const program = def.build(variant)
  const prepared = { def, variant, machine: createMachine(program), listing: printProgram(program) }
  latest = { key, prepared }
  return ok(prepared)
}

/** One form for each variant: fixes once, in the scenario's order. */
function canonical(def: ScenarioDef, { fixes, mutex, questions, sizes }: Variant): Variant {
  return {
    fixes: def.fixes.flatMap(({ id }) => (fixes.includes(id) ? [id] : [])),
    mutex,
    ...(questions && { questions: [...new Set(questions)].sort() }),
    ...(sizes && {
      sizes: Object.fromEntries(
        Object.keys(sizes)
          .sort()
          .map((id) => [id, sizes[id] ?? 1]),
      ),
    }),
  }
}

function isMutexModel(text: string): text is MutexModel {
  return mutexModels.some((model) => model === text)
}
