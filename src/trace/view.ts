/**
 * What is drawn of a run: plain data without cycles, so that it crosses from the worker to the page.
 *
 * Two kinds of numbers count time. A `StepIndex` i (0 … n-1) names a step; people see it as step
 * i + 1. A `Cursor` c (0 … n) is a place between steps: c steps have been executed. An interval
 * `from`/`to` covers the steps from <= i < to; `to` undefined means until the end of the run.
 */

import type { MutexModel } from '../ir/program.ts'

export type StepIndex = number
export type Cursor = number
/** Index into `RunView.lanes`. */
export type LaneIndex = number
/** Index into `RunView.calls`. */
export type CallIndex = number
/** Index into `RunView.violations`. */
export type ViolationIndex = number

export interface LaneView {
  /** Letter in schedules and on screen: `A`. */
  readonly letter: string
  readonly title: string
  /** `dynamic` lanes (callbacks, work items) are shown from the step that starts them. */
  readonly kind: 'static' | 'dynamic'
  /** First step at which the lane exists; 0 for static lanes; undefined when it never started. */
  readonly startedAt: Cursor | undefined
  /** How the lane stands after the last step. */
  readonly end: {
    readonly kind: 'done' | 'blocked' | 'ready' | 'crashed' | 'not-started'
    readonly text: string
  }
}

export interface AccessView {
  /** `device->mutex.count` */
  readonly word: string
  readonly kind: 'read' | 'write' | 'update'
  readonly marking: 'plain' | 'marked'
  /** Values as text: a number, `NULL`, `→ hmm`, a function name. */
  readonly before: string
  readonly after: string
}

/** What a step did to a lock, a reference or an object, as a short text beside the step. */
export interface EffectView {
  readonly kind: 'lock' | 'ref' | 'alloc' | 'free' | 'spawn' | 'note' | 'result'
  /** `takes hmm->rwsem`, `2 → 1`, `frees mirror` */
  readonly text: string
}

export interface StepView {
  readonly lane: LaneIndex
  /** The statement, kernel style: `hlist_del_init(&mirror->mlist)` or a line of the kernel library. */
  readonly text: string
  /** Line in the listing, from 1. */
  readonly line: number
  /** Calls that the step is inside of, outermost first. */
  readonly calls: readonly CallIndex[]
  readonly accesses: readonly AccessView[]
  readonly effects: readonly EffectView[]
  /** Label of the alternative taken when the step was a choice (`spin`, `sleep`). */
  readonly choice: string | undefined
  readonly violations: readonly ViolationIndex[]
  /** The step before was another lane's. */
  readonly isSwitch: boolean
  /** A violation happened in an earlier step: what follows is what the hardware might do. */
  readonly afterViolation: boolean
}

/** One execution of a function. Covers the steps of its own lane between `from` and `to`. */
export interface CallView {
  readonly lane: LaneIndex
  readonly fn: string
  /** `mutex_unlock(&device->mutex)` */
  readonly text: string
  /** Line of the call in the listing; undefined for a lane's entry function. */
  readonly line: number | undefined
  readonly parent: CallIndex | undefined
  /** Nesting depth, 0 for the lane's entry function. */
  readonly depth: number
  readonly from: StepIndex
  /** One past the last step inside; undefined while it has not returned. */
  readonly to: StepIndex | undefined
  /** Kernel library calls are folded by default. */
  readonly origin: 'model' | 'kernel'
  /** `0`, `-EBUSY`, `1`; undefined for void or not returned. */
  readonly result: string | undefined
}

/** A lane that wants to go on and cannot. */
export interface WaitView {
  readonly lane: LaneIndex
  /** First step that others take while it waits. */
  readonly from: StepIndex
  readonly to: StepIndex | undefined
  /** `hmm->rwsem held by B` */
  readonly text: string
  /** Index into `RunView.tracks` of the lock waited for, when it has a track. */
  readonly track: number | undefined
}

export interface HoldView {
  readonly lane: LaneIndex
  readonly mode: 'read' | 'write'
  readonly from: StepIndex
  /** One past the step that let others in. */
  readonly to: StepIndex | undefined
  /**
   * The lane is still executing inside the unlock function although others may take the lock: until
   * one past this step. Undefined `insideTo` with `inside` true: it has not left yet.
   */
  readonly inside: boolean
  readonly insideTo: StepIndex | undefined
}

export interface LockTrack {
  readonly kind: 'lock'
  /** `hmm->rwsem` */
  readonly label: string
  readonly holds: readonly HoldView[]
  readonly waits: readonly {
    readonly lane: LaneIndex
    readonly from: StepIndex
    readonly to: StepIndex | undefined
  }[]
}

export interface RefcountTrack {
  readonly kind: 'refcount'
  /** `mirror kref` */
  readonly label: string
  /** Value from the cursor `at` on; the first entry has `at` 0. Later ones only where it changes. */
  readonly points: readonly {
    readonly at: Cursor
    readonly value: number
    readonly lane: LaneIndex | undefined
  }[]
  /** Greatest value in the run. */
  readonly max: number
}

export interface LifetimeTrack {
  readonly kind: 'lifetime'
  /** `mirror` */
  readonly label: string
  /** From this step on (0 when it exists from the start); undefined when it was never allocated. */
  readonly from: StepIndex | undefined
  readonly freedAt: StepIndex | undefined
  readonly freedBy: LaneIndex | undefined
  /** Steps that touched it after it was freed. */
  readonly touchedAfterFree: readonly StepIndex[]
}

export type TrackView = LockTrack | RefcountTrack | LifetimeTrack

export type ViolationKind =
  | 'use-after-free'
  | 'double-free'
  | 'invalid-pointer'
  | 'deadlock'
  | 'self-deadlock'
  | 'refcount'
  | 'lock-misuse'
  | 'BUG_ON'
  | 'WARN_ON'
  /** A property that a question watches for does not hold. */
  | 'property'
  | 'leak'
  | 'data-race'
  | 'bound'

export interface ViolationView {
  readonly kind: ViolationKind
  /** Step that shows it; for leaks, deadlocks and races the last step before it is certain. */
  readonly at: StepIndex
  readonly lane: LaneIndex | undefined
  /** `use after free` */
  readonly title: string
  /** `B reads device->mutex.wait_lock.locked; device was freed by A at step 41` */
  readonly text: string
  readonly object: string | undefined
  readonly field: string | undefined
  /** Step that freed the object, took the leaked reference, or holds the lock. */
  readonly related: StepIndex | undefined
}

/** What a lane would do next at some cursor. */
export type NextView =
  | {
      readonly kind: 'can'
      readonly lane: LaneIndex
      readonly text: string
      readonly line: number
      readonly options: readonly string[]
    }
  /** `reason` completes "A cannot run: …" */
  | {
      readonly kind: 'blocked' | 'done' | 'crashed'
      readonly lane: LaneIndex
      readonly reason: string
      readonly line: number | undefined
    }
  | { readonly kind: 'not-started'; readonly lane: LaneIndex }

export interface RunView {
  readonly scenario: string
  readonly version: number
  readonly fixes: readonly string[]
  readonly mutex: MutexModel
  /** Of the variant; left out when nothing is asked. */
  readonly questions?: readonly string[]
  /** Of the variant, without those of 1. */
  readonly sizes?: Readonly<Record<string, number>>
  /** The whole schedule in link notation, `b3a2`. */
  readonly schedule: string
  readonly lanes: readonly LaneView[]
  readonly steps: readonly StepView[]
  readonly calls: readonly CallView[]
  readonly waits: readonly WaitView[]
  readonly tracks: readonly TrackView[]
  readonly violations: readonly ViolationView[]
  /** One list per cursor 0 … n, one entry per lane. */
  readonly next: readonly (readonly NextView[])[]
  /** Of the state after the last step, 6 base-36 digits; two runs that end alike agree. */
  readonly checksum: string
  readonly end: {
    /** `complete`: every thread is done; `open`: somebody could go on; `stuck`: nobody can. */
    readonly kind: 'complete' | 'open' | 'stuck'
    /** One sentence for people. */
    readonly text: string
  }
}

export interface ListingView {
  readonly lines: readonly { readonly text: string; readonly fn: string | undefined }[]
}
