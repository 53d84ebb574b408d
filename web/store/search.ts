/**
 * Searches and what they came to. A result belongs to one scenario, one variant and one thing to
 * minimise; each has a phase of its own, so that coming back to a variant shows what was found there.
 */

import type { Minimised } from '../../src/explore/verdict.ts'
import type { Variant } from '../../src/ir/program.ts'
import { variantKey, variantOf } from '../../src/ir/variant.ts'
import type { SearchProgress, SearchResult } from '../../src/worker/search-protocol.ts'
import type { HeddleError } from '../../src/worker/protocol.ts'
import { openedOf } from './run.ts'
import type { State } from './state.ts'

export type SearchPhase =
  | { readonly kind: 'idle' }
  /** `progress` is undefined until the first report. */
  | { readonly kind: 'running'; readonly progress: SearchProgress | undefined }
  | { readonly kind: 'done'; readonly result: SearchResult }
  | { readonly kind: 'failed'; readonly error: HeddleError }

/** Phases by `searchKey`; what was never searched has none. */
export type Searches = ReadonlyMap<string, SearchPhase>

export const noSearches: Searches = new Map()
export const idle: SearchPhase = { kind: 'idle' }

/** What is searched, apart from what is minimised. */
export interface SearchSubject {
  readonly scenario: string
  readonly variant: Variant
}

export function searchKey({ scenario, variant }: SearchSubject, minimised: Minimised): string {
  return [scenario, variantKey(variant), minimised].join('|')
}

/** The scenario and variant on the page; undefined while there is no run. */
export function subjectOf(state: State): SearchSubject | undefined {
  const run = openedOf(state.run)?.run
  if (run === undefined) return undefined
  return { scenario: run.scenario, variant: variantOf(run) }
}

/** How it stands with the search of what is on the page. */
export function phaseOf(state: State): SearchPhase {
  const subject = subjectOf(state)
  if (subject === undefined) return idle
  return state.searches.get(searchKey(subject, state.minimised)) ?? idle
}

export const minimisedOptions: readonly { readonly value: Minimised; readonly label: string }[] = [
  { value: 'steps', label: 'shortest' },
  { value: 'switches', label: 'fewest switches' },
  { value: 'preemptions', label: 'fewest preemptions' },
]

/** Has anything been searched, or is being searched, for this scenario and variant? */
export function isSearched(searches: Searches, subject: SearchSubject): boolean {
  return minimisedOptions.some(({ value }) => searches.has(searchKey(subject, value)))
}

export function withPhase(searches: Searches, key: string, phase: SearchPhase): Searches {
  const next = new Map(searches)
  if (phase.kind === 'idle') next.delete(key)
  else next.set(key, phase)
  return next
}
