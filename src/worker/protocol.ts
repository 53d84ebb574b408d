/**
 * What page and worker say to each other. Every request names everything that it needs, so that a
 * restarted worker can answer it as well as the old one. Answers carry the id of their request; the
 * client drops those that are no longer wanted. Expected failures are values, never exceptions.
 */

import type { FixDef, MutexModel, QuestionDef, SizeDef, Variant } from '../ir/program.ts'
import type { HeapView } from '../trace/heap-view.ts'
import type { RunPatch } from '../trace/run-patch.ts'
import type { Cursor, LaneIndex, ListingView, RunView, StepIndex } from '../trace/view.ts'
import type { OrderView } from './order-protocol.ts'
import type { ReplayReport, TidyView } from '../trace/replayed.ts'

export type { ReplayReport, TidyView }

export type RequestId = number

export interface ScenarioMeta {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly summary: string
  readonly fixes: readonly FixDef[]
  /** Left out when there are none. */
  readonly questions?: readonly QuestionDef[]
  readonly sizes?: readonly SizeDef[]
  readonly runs: readonly {
    readonly id: string
    readonly title: string
    readonly schedule: string
    readonly fixes: readonly string[]
    readonly mutex: MutexModel
    readonly questions?: readonly string[]
    readonly sizes?: Readonly<Record<string, number>>
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
  /** The objects of a run and their fields at every cursor. The schedule must run to its end. */
  | { readonly kind: 'objects'; readonly spec: RunSpec }
  /**
   * Where the steps `from` to before `to`, of the first one's lane, can stand. The schedule must run to its
   * end.
   */
  | {
      readonly kind: 'moves'
      readonly spec: RunSpec
      readonly from: StepIndex
      readonly to: StepIndex
    }
  /** Puts these steps at the gap below `gap` steps, and replays the rest as far as it can. */
  | {
      readonly kind: 'move'
      readonly spec: RunSpec
      readonly from: StepIndex
      readonly to: StepIndex
      readonly gap: Cursor
    }
  /** The same schedule under every single fix that the variant does not have yet, and without fixes. */
  | { readonly kind: 'under-fixes'; readonly spec: RunSpec }
  /** Which steps of a run are ordered, and how two of them stand to each other. */
  | {
      readonly kind: 'order'
      readonly spec: RunSpec
      /** Two steps of the run that are to be compared. */
      readonly pair: { readonly first: StepIndex; readonly second: StepIndex } | undefined
    }

export type Request = RequestBody & {
  readonly id: RequestId
  /** The page has the run of `spec`: of the one that is made from it, what differs is enough. */
  readonly hasRun?: boolean
}

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

/** What became of a run's schedule when it was replayed under another set of fixes. */
export interface FixReplay {
  /** The whole set: the variant's fixes and the one that is tried. */
  readonly fixes: readonly string[]
  /** The one that is tried; undefined: the variant without any fix. */
  readonly tried: string | undefined
  /** What goes wrong in the replay, by title: `use after free: device`. */
  readonly violations: readonly string[]
  /** In link notation: as much of the schedule as could run. */
  readonly schedule: string
  readonly outcome: /** Step for step the same. */
    | { readonly kind: 'same' }
    /** Step `at` cannot run; `reason` is a sentence. */
    | { readonly kind: 'blocked'; readonly at: StepIndex; readonly reason: string }
    /** Step `at` is the first that does something else: `does` instead of `instead`. */
    | {
        readonly kind: 'diverted'
        readonly at: StepIndex
        readonly does: string
        readonly instead: string
        /** Where the schedule could not go on later; undefined when it ran to its end. */
        readonly stopped: { readonly at: StepIndex; readonly reason: string } | undefined
      }
}

/** Whether a block of steps can stand at a gap; a `reason` is a sentence without its full stop. */
export type GapView =
  | { readonly kind: 'here' }
  /** Only independent steps change places: the same interleaving class. */
  | { readonly kind: 'same-class' }
  | { readonly kind: 'other-class' }
  | { readonly kind: 'impossible'; readonly reason: string }

/** Where a block of steps of one lane can stand. */
export interface MovesView {
  readonly lane: LaneIndex
  /** The block. */
  readonly steps: readonly StepIndex[]
  /** One per place between steps, from above the first to below the last. */
  readonly gaps: readonly GapView[]
}

/** How the run with a moved block came about. */
export interface MoveView {
  readonly isSameClass: boolean
  /** Per step of the new run, the step of the old one whose place in the schedule it has. */
  readonly origin: readonly StepIndex[]
  /** The first and one past the last step of the block in the new run. */
  readonly from: StepIndex
  readonly to: StepIndex
  /** Steps of the new run that had to wait, and come after steps that they stood before. */
  readonly putOff: readonly StepIndex[]
  /** Steps of the old run that could not be taken any more, and why the first could not: a sentence. */
  readonly dropped: { readonly count: number; readonly reason: string } | undefined
}

export type ErrorCode =
  /** A field of the request is missing or has another type. */
  | 'bad-request'
  | 'unknown-scenario'
  | 'unknown-fix'
  | 'unknown-mutex'
  | 'unknown-question'
  | 'unknown-size'
  /** A size that the scenario does not go up to, or a fraction. */
  | 'bad-size'
  /** Fixes that exclude each other, or one without another that it needs. */
  | 'bad-fixes'
  | 'bad-schedule'
  | 'cannot-run'
  /** Steps that cannot be moved, or a place that there is not. */
  | 'bad-move'
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
  | { readonly kind: 'objects'; readonly heap: HeapView }
  | { readonly kind: 'moves'; readonly moves: MovesView }
  | { readonly kind: 'moved'; readonly opened: Opened; readonly move: MoveView }
  | { readonly kind: 'under-fixes'; readonly replays: readonly FixReplay[] }
  | { readonly kind: 'ordered'; readonly order: OrderView }
  | { readonly kind: 'failed'; readonly error: HeddleError }

type WithoutRun<A> = A extends { readonly opened: Opened } ? Omit<A, 'opened'> : never

/** An answer with a run of which only that is sent which the run of the request has not. */
export interface PatchedAnswer {
  readonly kind: 'patched'
  readonly rest: WithoutRun<Answer>
  readonly patch: {
    readonly run: RunPatch
    /** Undefined: the same. */
    readonly listing: ListingView | undefined
    readonly report: ReplayReport
  }
}

/** An answer as it crosses to the page. */
export type Reply = Answer | PatchedAnswer

export type Response = Reply & { readonly id: RequestId }
