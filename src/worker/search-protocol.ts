/**
 * What page and search worker say to each other. A job is started, reports its progress now and
 * then, and ends with a result; the newest start wins. Searching has a worker of its own, so that
 * stepping never waits for it.
 */

import type { Bounded } from '../explore/bounds.ts'
import type { Limit, Minimised, SearchStats } from '../explore/verdict.ts'
import type { MutexModel, Variant } from '../ir/program.ts'
import type { GuaranteeColumn, GuaranteeRow } from '../models/claims/claim.ts'
import type { ViolationKind } from '../trace/view.ts'
import type { DecidedClaim, Shown } from './claims.ts'
import type { FixSetResult } from './fix-sets.ts'
import type { HeddleError, RunSpec } from './protocol.ts'

export interface SearchRequest {
  readonly scenario: string
  readonly variant: Variant
  /** What the runs of the findings have least of. */
  readonly minimised: Minimised
  readonly maxStates: number | undefined
  /** Of memory for states; undefined: as much as the device bears. */
  readonly maxBytes: number | undefined
  readonly maxSeconds: number | undefined
  /** Whether what a scenario declares as interchangeable is used; left out: where it pays. */
  readonly symmetry?: boolean
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

/** What there is to do for the worker. */
export type SearchJob =
  /** Everything that can go wrong in one scenario under one variant. */
  | { readonly kind: 'races'; readonly request: SearchRequest }
  /** Every statement of the mail thread. */
  | { readonly kind: 'claims' }
  /** What a caller may do once a function has returned, per variant. */
  | { readonly kind: 'guarantees' }
  /** Every set of fixes against every failure. */
  | { readonly kind: 'fixes'; readonly request: FixesRequest }
  /** Whether some run takes steps in a given order. */
  | { readonly kind: 'can-happen'; readonly request: CanHappenRequest }
  /** The passing run that has most in common with one that goes wrong. */
  | { readonly kind: 'closest'; readonly request: ClosestRequest }

/** Can this happen? Steps of threads, and which of them come before which. */
export interface CanHappenRequest {
  readonly scenario: string
  readonly variant: Variant
  readonly pins: readonly {
    readonly lane: number
    /** Places in the thread's code. */
    readonly pcs: readonly number[]
    /** The how manyeth time, from 1. */
    readonly nth: number
  }[]
  /** Indices of pins. */
  readonly before: readonly { readonly first: number; readonly second: number }[]
  readonly maxStates: number | undefined
  readonly maxBytes: number | undefined
}

export interface CanHappenProgress {
  readonly states: number
  /** Steps of the runs that are looked at. */
  readonly depth: number
  readonly seconds: number
}

export type CanHappenResult = CanHappenProgress &
  (
    | {
        readonly kind: 'happens'
        /** In link notation: a run with as few steps as any. */
        readonly schedule: string
        readonly steps: number
      }
    | { readonly kind: 'never' }
    | Bounded
  )

/** Which passing run is closest to this one, which goes wrong? */
export interface ClosestRequest {
  readonly spec: RunSpec
  readonly maxStates: number | undefined
  readonly maxBytes: number | undefined
}

export interface ClosestProgress {
  readonly states: number
  /** Steps of the run that are kept in what is tried now. */
  readonly kept: number
  readonly seconds: number
}

export type ClosestResult = ClosestProgress &
  (
    | {
        readonly kind: 'found'
        /** In link notation. */
        readonly schedule: string
        /** Steps that both begin with: no passing run has more. */
        readonly common: number
        /** `if B had left mutex_unlock before step 21` */
        readonly sentence: string
      }
    /** Whatever the threads do, it goes wrong. */
    | { readonly kind: 'none' }
    | Bounded
  )

export type JobKind = SearchJob['kind']

export interface FixesRequest {
  /** Judged together: a set repairs when nothing goes wrong in any of them. */
  readonly scenarios: readonly string[]
  readonly mutex: MutexModel
  /** Sets of more fixes are not tried: their number doubles with each fix. */
  readonly mostFixes: number
}

/** How far a job of many searches has come. */
export interface Tally {
  readonly done: number
  readonly of: number
  readonly states: number
  readonly seconds: number
}

/** Claims in their order; checks that are not decided yet have `holds` undefined and show nothing. */
export interface ClaimsView extends Tally {
  readonly claims: readonly DecidedClaim[]
}

export interface GuaranteeCell {
  /** The program that was searched. */
  readonly variant: Variant
  /** The caller may; undefined while it is not decided. */
  readonly holds: boolean | undefined
  readonly shown: readonly Shown[]
}

export interface GuaranteesView extends Tally {
  readonly rows: readonly GuaranteeRow[]
  readonly columns: readonly GuaranteeColumn[]
  /** By row, then by column. */
  readonly cells: readonly (readonly GuaranteeCell[])[]
}

export interface FixesView extends Tally, FixSetResult {}

/** The same shape while a job goes on and when it has ended, so that it can be shown as it grows. */
export type JobView =
  | { readonly kind: 'claims'; readonly view: ClaimsView }
  | { readonly kind: 'guarantees'; readonly view: GuaranteesView }
  | { readonly kind: 'fixes'; readonly view: FixesView }

export type JobProgress =
  | JobView
  | { readonly kind: 'can-happen'; readonly progress: CanHappenProgress }
  | { readonly kind: 'closest'; readonly progress: ClosestProgress }
  | { readonly kind: 'races'; readonly progress: SearchProgress }

/** `wasStopped`: what is missing in the view was not searched. */
export type JobResult =
  | (JobView & { readonly wasStopped: boolean })
  | { readonly kind: 'races'; readonly result: SearchResult }
  | { readonly kind: 'can-happen'; readonly result: CanHappenResult }
  | { readonly kind: 'closest'; readonly result: ClosestResult }

export type ToSearch =
  | { readonly kind: 'start'; readonly id: number; readonly job: SearchJob }
  /** Does the beginning of the job in advance, so that it goes fast when it is wanted; says nothing. */
  | { readonly kind: 'warm'; readonly id: number; readonly job: SearchJob }
  | { readonly kind: 'cancel'; readonly id: number }

export type FromSearch =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: JobProgress }
  | { readonly kind: 'done'; readonly id: number; readonly result: JobResult }
  | { readonly kind: 'failed'; readonly id: number; readonly error: HeddleError }
