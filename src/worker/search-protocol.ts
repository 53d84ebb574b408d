/**
 * What page and search worker say to each other. A search is started, reports its progress now and
 * then, and ends with a result; the newest start wins. Searching has a worker of its own, so that
 * stepping never waits for it.
 */

import type { Variant } from '../ir/program.ts'
import type { Limit, Minimised, SearchStats } from '../explore/verdict.ts'
import type { ViolationKind } from '../trace/view.ts'
import type { HeddleError } from './protocol.ts'

export interface SearchRequest {
  readonly scenario: string
  readonly variant: Variant
  /** What the runs of the findings have least of. */
  readonly minimised: Minimised
  readonly maxStates: number | undefined
  /** Of memory for states; undefined: as much as the device bears. */
  readonly maxBytes: number | undefined
  readonly maxSeconds: number | undefined
}

/** A distinct failure in words, with the run that shows it. */
export interface FindingView {
  /** Stable between searches of the same program. */
  readonly key: string
  readonly kind: ViolationKind
  /** `use after free` */
  readonly title: string
  /** `B reads device->mutex.wait_lock.locked; A freed device at step 32` */
  readonly text: string
  readonly object: string | undefined
  readonly lane: string | undefined
  /** Where the code commits it: a line of the listing and its function; undefined for leaks and deadlocks. */
  readonly where: string | undefined
  /** In link notation; the last step shows the failure. */
  readonly schedule: string
  readonly steps: number
  readonly switches: number
  readonly preemptions: number
}

export type SearchResult = {
  readonly scenario: string
  readonly variant: Variant
  readonly minimised: Minimised
  readonly stats: SearchStats
  readonly seconds: number
} & (
  | {
      readonly verdict: 'violated'
      readonly findings: readonly FindingView[]
      readonly exhausted: boolean
      readonly limit: Limit | undefined
    }
  | { readonly verdict: 'proved' }
  | { readonly verdict: 'bounded'; readonly limit: Limit }
)

export interface SearchProgress {
  readonly stats: SearchStats
  readonly seconds: number
  /** Distinct failures found so far. */
  readonly failures: number
}

export type ToSearch =
  | { readonly kind: 'start'; readonly id: number; readonly request: SearchRequest }
  | { readonly kind: 'cancel'; readonly id: number }

export type FromSearch =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: SearchProgress }
  | { readonly kind: 'done'; readonly id: number; readonly result: SearchResult }
  | { readonly kind: 'failed'; readonly id: number; readonly error: HeddleError }
