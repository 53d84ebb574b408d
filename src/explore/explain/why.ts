/**
 * Why a tidy run changes the thread where it does: the pair of dependent steps of different threads that
 * each change keeps in order. Data only; words are made where names are known.
 */

import type { LaneId } from '../../machine/code.ts'
import type { Event } from '../dpor/event.ts'
import type { PartialOrder } from './linear.ts'
import type { Recorded, StepAt } from './recorded.ts'

export type Dependence =
  /** Both touch these words, and at least one of them writes; `waits`: the later one waits for them. */
  | { readonly kind: 'words'; readonly words: readonly number[]; readonly waits: boolean }
  /** The earlier one starts the thread of the later one. */
  | { readonly kind: 'starts' }
  /** The later one is a violation and stays behind the earlier one. */
  | { readonly kind: 'violation' }
  /** Both start threads, which get their names in this order. */
  | { readonly kind: 'both-start' }

export type SwitchReason =
  | {
      readonly kind: 'order'
      /** First step after the switch, in the tidy run; so are `first` and `second`. */
      readonly at: StepAt
      readonly first: StepAt
      readonly second: StepAt
      readonly dependence: Dependence
    }
  /** The thread before has no more steps in the run, and this one has not had its turn. */
  | { readonly kind: 'turn'; readonly at: StepAt; readonly before: LaneId }
  /** A retry loop is worth another round only after another thread has written. */
  | { readonly kind: 'retry'; readonly at: StepAt }

/** One per switch, in order. `origin` is the tidy run in steps of the recorded one. */
export function switchReasons(
  recorded: Recorded,
  order: PartialOrder,
  origin: readonly StepAt[],
): readonly SwitchReason[] {
  const teller = new Teller(recorded, order, origin)
  return [...origin.keys()].flatMap((at) => teller.reason(at) ?? [])
}

interface Pair {
  readonly first: StepAt
  readonly second: StepAt
  readonly dependence: Dependence
}

class Teller {
  private readonly recorded: Recorded
  private readonly order: PartialOrder
  private readonly origin: readonly StepAt[]
  /** Where each recorded step is in the tidy run. */
  private readonly places: readonly StepAt[]

  constructor(recorded: Recorded, order: PartialOrder, origin: readonly StepAt[]) {
    this.recorded = recorded
    this.order = order
    this.origin = origin
    const places: StepAt[] = []
    for (const [at, step] of origin.entries()) places[step] = at
    this.places = places
  }

  /** Undefined where the thread goes on. */
  reason(at: StepAt): SwitchReason | undefined {
    const step = this.origin[at] ?? -1
    const last = this.origin[at - 1]
    const before = last === undefined ? undefined : this.order.laneOf[last]
    if (last === undefined || before === undefined || before === this.order.laneOf[step])
      return undefined
    const pair = this.heldBack(step) ?? this.cutShort(last, at)
    if (pair !== undefined) return { kind: 'order', at, ...pair }
    return this.neighbour(last, 1) === undefined
      ? { kind: 'turn', at, before }
      : { kind: 'retry', at }
  }

  /**
   * The thread has run before: this piece could else be part of the one before, but one of its steps
   * needs something that has been done since, best just before.
   */
  private heldBack(step: StepAt): Pair | undefined {
    const previous = this.neighbour(step, -1)
    if (previous === undefined) return undefined
    return this.firstPair(this.pieceFrom(step), (early) => {
      const place = this.place(early)
      return place > this.place(previous) && place < this.place(step)
    })
  }

  /** The thread before goes on later: its next piece needs something that is done from here on. */
  private cutShort(last: StepAt, at: StepAt): Pair | undefined {
    const next = this.neighbour(last, 1)
    if (next === undefined) return undefined
    return this.firstPair(this.pieceFrom(next), (early) => {
      const place = this.place(early)
      return place >= at && place < this.place(next)
    })
  }

  /** The steps that the lane takes without interruption, from this one on. */
  private pieceFrom(step: StepAt): readonly StepAt[] {
    const piece = [step]
    const lane = this.order.laneOf[step]
    for (let at = this.place(step) + 1; at < this.origin.length; at++) {
      const next = this.origin[at]
      if (next === undefined || this.order.laneOf[next] !== lane) break
      piece.push(next)
    }
    return piece
  }

  private firstPair(
    piece: readonly StepAt[],
    isBetween: (early: StepAt) => boolean,
  ): Pair | undefined {
    for (const step of piece) {
      const between = (this.order.after[step] ?? []).filter(isBetween)
      const latest = between.toSorted((a, b) => this.place(b) - this.place(a))[0]
      if (latest !== undefined) return this.pair(latest, step)
    }
    return undefined
  }

  private pair(first: StepAt, second: StepAt): Pair | undefined {
    const early = this.recorded.events[first]
    const late = this.recorded.events[second]
    if (early === undefined || late === undefined) return undefined
    const dependence = dependenceOf(early, late)
    return { first: this.place(first), second: this.place(second), dependence }
  }

  private place(step: StepAt): StepAt {
    return this.places[step] ?? -1
  }

  /** The step of the same lane before or after this one. */
  private neighbour(step: StepAt, by: 1 | -1): StepAt | undefined {
    const own = this.order.byLane[this.order.laneOf[step] ?? -1]
    return own?.[(this.order.rank[step] ?? 0) + by]
  }
}

function dependenceOf(early: Event, late: Event): Dependence {
  const words = [...early.writes, ...early.reads].filter(
    (word) =>
      late.writes.includes(word) || (early.writes.includes(word) && late.reads.includes(word)),
  )
  if (words.length > 0) return { kind: 'words', words, waits: late.wait?.kind === 'await' }
  if (((early.spawned >> late.lane) & 1) === 1) return { kind: 'starts' }
  return early.spawned !== 0 && late.spawned !== 0 ? { kind: 'both-start' } : { kind: 'violation' }
}
