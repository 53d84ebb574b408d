/** The scenarios that this release of the model has. */

import type { HeddleError, ScenarioMeta } from '../../src/worker/protocol.ts'

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
