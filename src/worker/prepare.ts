/** Finds a scenario and builds it for a variant; says which part is wrong when that cannot be. */

import { type Listing, printProgram } from '../ir/print.ts'
import type { ScenarioDef, Variant } from '../ir/program.ts'
import { canonicalVariant } from '../ir/variant.ts'
import { createMachine, type Machine } from '../machine/machine.ts'
import { scenarios } from '../models/catalogue.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { cutText } from '../util/text.ts'
import { variantMistake } from './check-variant.ts'
import type { HeddleError } from './protocol.ts'

/** A scenario under a variant, built. */
export interface Prepared {
  readonly def: ScenarioDef
  /** In the one form that it has. */
  readonly variant: Variant
  readonly machine: Machine
  readonly listing: Listing
}

/** The last one built: stepping and choosing stay with the same scenario and variant. */
let latest: { readonly key: string; readonly prepared: Prepared } | undefined

/** Lanes of each scenario's last machine: other variants mostly have as many. */
const lanesOf = new Map<string, number>()

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
  const mistake = variantMistake(def, wanted)
  if (mistake !== undefined) return fail(mistake)
  const variant = canonicalVariant(def, wanted)
  const key = JSON.stringify([def.id, variant])
  if (latest?.key === key) return ok(latest.prepared)
  const program = def.build(variant)
  const machine = createMachine(program, lanesOf.get(def.id))
  lanesOf.set(def.id, machine.lanes.length)
  let printed: Listing | undefined
  const prepared: Prepared = {
    def,
    variant,
    machine,
    // Searches of many programs look at none of their listings.
    get listing() {
      printed ??= printProgram(program)
      return printed
    },
  }
  latest = { key, prepared }
  return ok(prepared)
}
