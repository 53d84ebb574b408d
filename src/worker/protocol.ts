/**
 * What page and worker say to each other. Every request names everything that it needs, so that a
 * restarted worker can answer it as well as the old one. Answers carry the id of their request; the
 * client drops those that are no longer wanted. Expected failures are values, never exceptions.
 */

import type { FixDef, MutexModel, Variant } from '../ir/program.ts'
import type { LaneIndex, ListingView, RunView, StepIndex } from '../trace/view.ts'
import type { ReplayReport, TidyView } from '../trace/replayed.ts'

export type { ReplayReport, TidyView }

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
  /** The equivalent run with the fewest changes of the thread. The schedule must run to its end. */
  | { readonly kind: 'tidy'; readonly spec: RunSpec }
  /** Which steps of a run its violation needs. The schedule must run to its end. */
  | { readonly kind: 'slice'; readonly spec: RunSpec }

export type Request = RequestBody & { readonly id: RequestId }

export interface Opened {
  readonly run: RunView
  readonly listing: ListingView
  readonly report: ReplayReport
}

/** What the first fatal violation of a run, else its first race or leak, needs. */
export interface SliceView {
  /** The violation shows at this step, or in the state after it. */
  readonly at: StepIndex
  /** `use after free` */
  readonly title: string
  /** Steps that are part of the cause, in order. */
  readonly cause: readonly StepIndex[]
  /** Each other step was left out, or its effect, and the violation still happened. */
  readonly isTried: boolean
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
  | { readonly kind: 'tidied'; readonly opened: Opened; readonly tidy: TidyView }
  /** `slice` undefined: nothing goes wrong in the run. */
  | { readonly kind: 'sliced'; readonly slice: SliceView | undefined }
  | { readonly kind: 'failed'; readonly error: HeddleError }

export type Response = Answer & { readonly id: RequestId }
