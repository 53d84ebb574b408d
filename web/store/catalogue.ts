/** The scenarios that this release of the model has. */

import { variantKey } from '../../src/ir/variant.ts'
import type { RunView } from '../../src/trace/view.ts'
import type { HeddleError, ScenarioMeta } from '../../src/worker/protocol.ts'

/** A run that ships with its scenario. */
export type RecordedRun = ScenarioMeta['runs'][number]

export type Catalogue =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly scenarios: readonly ScenarioMeta[] }
  | { readonly kind: 'failed'; readonly error: HeddleError }

export const catalogueLoading: Catalogue = { kind: 'loading' }

const none: readonly ScenarioMeta[] = []

export function scenariosOf(catalogue: Catalogue): readonly ScenarioMeta[] {
  return catalogue.kind === 'ready' ? catalogue.scenarios : none
}

export function scenarioMeta(catalogue: Catalogue, id: string): ScenarioMeta | undefined {
  return scenariosOf(catalogue).find((scenario) => scenario.id === id)
}

/** The scenario that an address without one opens. */
export function defaultScenario(catalogue: Catalogue): ScenarioMeta | undefined {
  return scenariosOf(catalogue)[0]
}

/** The recorded run that is on the page, unchanged; undefined when the user has made another of it. */
export function shownRun(meta: ScenarioMeta, run: RunView): RecordedRun | undefined {
  return meta.runs.find(
    (recorded) => recorded.schedule === run.schedule && variantKey(recorded) === variantKey(run),
  )
}
