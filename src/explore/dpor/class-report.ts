/** What a search over interleaving classes says. */

import type { Finding } from '../verdict.ts'

export type ClassMode = 'optimal' | 'source' | 'sleep' | 'naive'

export interface ClassLimits {
  /** Steps of one run; default 500. A loop that others can always make go round again has no longest run. */
  readonly steps?: number
  /** Runs of the whole search; default none. */
  readonly runs?: number
}

/**
 * How a run ended: `class` with every lane done, `failing` after a fault, `blocked` with a lane that
 * waits for ever, `redundant` where everything that could follow is explored elsewhere, `cut` at the
 * limit of steps.
 */
export type RunEnd = 'class' | 'failing' | 'blocked' | 'redundant' | 'cut'

/** What kept the search from being complete; `model` is a bound of the model, `waits` one of the search. */
export type ClassLimit = 'steps' | 'runs' | 'cancelled' | 'model' | 'waits'

export interface ClassReport {
  readonly mode: ClassMode
  /** Classes without a lane that waits for ever, failing ones included; in mode `naive`, runs. */
  readonly classes: number
  /** Classes with a fault. */
  readonly failing: number
  /** Classes without a fault in which a lane waits for ever. */
  readonly blocked: number
  /** Runs that turned out to be equivalent to explored ones. */
  readonly redundant: number
  /** All of the above. */
  readonly runs: number
  /** Steps taken in all; runs share their beginnings. */
  readonly steps: number
  /** Steps of the longest run. */
  readonly longest: number
  /** Distinct failures, each with one run that shows it; not the shortest. */
  readonly findings: readonly Finding[]
  /** Every class was explored: only then is `classes` the number of classes. */
  readonly isComplete: boolean
  readonly limit: ClassLimit | undefined
}
