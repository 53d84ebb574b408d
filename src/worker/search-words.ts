/**
 * What a search came to, in words that never claim more than was searched. Page and command line say
 * the same.
 */

import type { Limit, Minimised, SearchStats } from '../explore/verdict.ts'
import { bytesText, counted, secondsText } from '../util/amounts.ts'
import type { FindingView, SearchResult } from './search-protocol.ts'

export type Conclusion =
  /** `exhausted`: every distinct failure is known. */
  | {
      readonly kind: 'violated'
      readonly failures: readonly FindingView[]
      readonly exhausted: boolean
    }
  | { readonly kind: 'proved' }
  /** Nothing wrong was found before the limit. */
  | { readonly kind: 'bounded'; readonly limit: Limit }

/**
 * Runs that leave the bounds of the model are no failures of the code; but what comes after them was not
 * searched, so nothing is proved.
 */
export function conclusionOf(result: SearchResult): Conclusion {
  switch (result.verdict) {
    case 'proved':
      return { kind: 'proved' }
    case 'bounded':
      return { kind: 'bounded', limit: result.limit }
    case 'violated': {
      const failures = failuresOf(result)
      if (failures.length === 0) return { kind: 'bounded', limit: result.limit ?? 'model' }
      const exhausted = result.exhausted && failures.length === result.findings.length
      return { kind: 'violated', failures, exhausted }
    }
  }
}

/** The distinct failures without the places where the model's bounds were left. */
export function failuresOf(result: SearchResult): readonly FindingView[] {
  return findingsOf(result).filter(({ kind }) => kind !== 'bound')
}

export function findingsOf(result: SearchResult): readonly FindingView[] {
  return result.verdict === 'violated' ? result.findings : none
}

const none: readonly FindingView[] = []

/** `all 1,905 states, 0.2 s: 2 kinds of failure in 6 places`, `proved: no failure in 1,295 states` */
export function resultText(result: SearchResult): string {
  const conclusion = conclusionOf(result)
  const reached = reachText(result)
  switch (conclusion.kind) {
    case 'proved':
      return `proved: no failure in ${statesText(result.stats, result.minimised)}`
    case 'bounded':
      return `${reached}: nothing wrong found so far, not a proof`
    case 'violated': {
      const found = failuresText(conclusion.failures)
      if (conclusion.exhausted) return `${reached}, ${secondsText(result.seconds)}: ${found}`
      return `${reached}: ${found} so far, there may be more`
    }
  }
}

/** How far the search came: `all 1,905 states`, `stopped at 1,000,000 states` */
export function reachText(result: SearchResult): string {
  const conclusion = conclusionOf(result)
  const { stats, minimised } = result
  const limit = result.verdict === 'violated' ? result.limit : undefined
  if (conclusion.kind === 'bounded') return scopeText(result, conclusion.limit)
  const isWhole = conclusion.kind === 'proved' || conclusion.exhausted
  return isWhole ? `all ${statesText(stats, minimised)}` : scopeText(result, limit ?? 'model')
}

/** How far it came before it stopped. */
function scopeText({ stats, seconds, minimised }: SearchResult, limit: Limit): string {
  const states = statesText(stats, minimised)
  switch (limit) {
    case 'states':
      return `stopped at ${states}`
    case 'memory':
      return `stopped at ${bytesText(stats.bytes)} of memory, ${states}`
    case 'seconds':
      return `stopped after ${secondsText(seconds)} at ${states}`
    case 'cancelled':
      return `cancelled at ${states}`
    case 'model':
      return `all ${states} within the model's bounds, which some runs leave`
  }
}

/** `2 kinds of failure in 6 places` */
export function failuresText(failures: readonly FindingView[]): string {
  const kinds = new Set(failures.map(({ kind }) => kind)).size
  return `${counted(kinds, 'kind')} of failure in ${counted(failures.length, 'place')}`
}

/** A search for few switches tells states apart by the thread that ran last, and counts them so. */
export function statesText(
  { states, exchanges }: Pick<SearchStats, 'states' | 'exchanges'>,
  minimised: Minimised,
): string {
  const text = exchanges === undefined ? '' : ' up to symmetry'
  return `${counted(states, 'state')}${text}${minimised === 'steps' ? '' : ' (by last thread)'}`
}

/** `31 steps, 7 switches, 5 preemptions` */
export function effortText({ steps, switches, preemptions }: FindingView): string {
  return [
    counted(steps, 'step'),
    counted(switches, 'switch', 'switches'),
    counted(preemptions, 'preemption'),
  ].join(', ')
}
