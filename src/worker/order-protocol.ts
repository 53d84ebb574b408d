/** What is asked and answered about the order of steps: data only. */

import type { LaneIndex, StepIndex } from '../trace/view.ts'

/** `race`: nothing but this run orders the two. */
export type EdgeKind = 'spawn' | 'lock' | 'wake' | 'grace' | 'race'

/** From an earlier step to a later one of another lane. */
export interface EdgeView {
  readonly from: StepIndex
  readonly to: StepIndex
  readonly kind: EdgeKind
  /** `A releases hmm->rwsem, B takes it` */
  readonly text: string
}

export interface OrderView {
  /** By their later step. Program order is not among them. */
  readonly edges: readonly EdgeView[]
  /** What can be pinned, each with a label of its own. */
  readonly places: readonly PlaceView[]
  /** Undefined when none was asked for. */
  readonly pair: PairView | undefined
}

/** Steps of one thread: the `nth` time that it takes a step at one of these places in its code. */
export interface PlaceView {
  readonly lane: LaneIndex
  readonly pcs: readonly number[]
  readonly nth: number
  /** `B: hmm_mirror_kill: hlist_del_init(&mirror->mlist)`, `A: kfree(device), step 32` */
  readonly label: string
}

export interface ChainLink {
  readonly from: StepIndex
  readonly to: StepIndex
  readonly kind: EdgeKind | 'program'
  /** A sentence without full stop: `A goes on from step 12 to step 17` */
  readonly text: string
}

/** Of two steps, by their numbers in the run. */
export type PairView = { readonly first: StepIndex; readonly second: StepIndex } & (
  | {
      /** `through-races`: only because of racing pairs, of which `race` is the first. */
      readonly kind: 'ordered' | 'through-races'
      readonly chain: readonly ChainLink[]
      readonly race: { readonly from: StepIndex; readonly to: StepIndex } | undefined
    }
  | { readonly kind: 'racing'; readonly why: string; readonly swap: SwapView }
  | { readonly kind: 'independent'; readonly swap: SwapView }
)

export type SwapView =
  /** Step `between` comes after the first and before the second. */
  | { readonly kind: 'held'; readonly between: StepIndex }
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'replayed'
      /** In link notation: as much as could run. */
      readonly schedule: string
      /** Steps taken up to and with the one that was the later one. */
      readonly at: number
      /** The replay differs only in the order of independent steps. */
      readonly isSameClass: boolean
      /** It ran to its end, and the state there is the same. */
      readonly isSameEnd: boolean
      readonly stopped: { readonly at: StepIndex; readonly reason: string } | undefined
      /** Violations by title and object. */
      readonly appeared: readonly string[]
      readonly gone: readonly string[]
      /** How the replay ends: one sentence for people. */
      readonly end: string
    }
