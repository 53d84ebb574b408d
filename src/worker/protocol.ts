/**
 * What page and worker say to each other. Every request names everything that it needs, so that a
 * restarted worker can answer it as well as the old one. Answers carry the id of their request; the
 * client drops those that are no longer wanted. Expected failures are values, never exceptions.
 */

import type { FixDef, MutexModel, Variant } from '../ir/program.ts'
import type { LaneIndex, ListingView, RunView } from '../trace/view.ts'

export type RequestId = number

export interface ScenarioMeta {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly summary: string
  readonly fixes: readonly FixDef[]
  readonly runs: readonly {
    readonly id: string
    readonly title: string
    readonly schedule: string
    readonly fixes: readonly string[]
    readonly mutex: MutexModel
  }[]
}

/** A scenario under a variant, and a schedule in link notation (`b3a2`; '' for the empty run). */
export interface RunSpec {
  readonly scenario: string
  readonly variant: Variant
  readonly schedule: string
}

export type RequestBody =
  | { readonly kind: 'catalogue' }
  /** Replays the schedule as far as it can run. `schedule` undefined: the scenario's default run. */
  | {
      readonly kind: 'run'
      readonly scenario: string
      readonly variant: Variant
      readonly schedule: string | undefined
    }
  /** After `at` steps lets `lane` run, then the rest of the schedule as far as it still can. */
  | {
      readonly kind: 'choose'
      readonly spec: RunSpec
      readonly at: number
      readonly lane: LaneIndex
      readonly choice: number
    }

export type Request = RequestBody & { readonly id: RequestId }

/** How much of the wanted schedule could be replayed. */
export type ReplayReport =
  | { readonly kind: 'whole' }
  /** `reason` is a sentence: "B cannot run: waits for hmm->rwsem, held by A since step 3". */
  | {
      readonly kind: 'stopped'
      readonly at: number
      readonly dropped: number
      readonly reason: string
    }

export interface Opened {
  readonly run: RunView
  readonly listing: ListingView
  readonly report: ReplayReport
}

export type ErrorCode =
  /** A field of the request is missing or has another type. */
  | 'bad-request'
  | 'unknown-scenario'
  | 'unknown-fix'
  | 'unknown-mutex'
  | 'bad-schedule'
  | 'cannot-run'
  | 'internal'

export interface HeddleError {
  readonly code: ErrorCode
  /** The part of the input that is wrong, verbatim (bounded). */
  readonly part: string
  /** What is wrong and what to do. */
  readonly message: string
}

export type Answer =
  | { readonly kind: 'catalogue'; readonly scenarios: readonly ScenarioMeta[] }
  | { readonly kind: 'opened'; readonly opened: Opened }
  | { readonly kind: 'failed'; readonly error: HeddleError }

export type Response = Answer & { readonly id: RequestId }
