/**
 * The linear extension of a partial order of steps that changes the lane least often. Breadth first over
 * how far each lane has come, one uninterrupted piece of a lane at a time: two ways to the same progress
 * have the same continuations, so the search is polynomial for a given number of lanes.
 */

import type { LaneId } from '../../machine/code.ts'
import type { Spins, StepAt } from './recorded.ts'

export interface PartialOrder {
  /** Steps of each lane, in order. */
  readonly byLane: readonly (readonly StepAt[])[]
  /** Per step, how many steps of its lane come before it. */
  readonly rank: readonly number[]
  readonly laneOf: readonly LaneId[]
  /** Per step, steps that must come before it. */
  readonly after: readonly (readonly StepAt[])[]
}

interface Place {
  readonly progress: readonly number[]
  /** Lanes that may begin another round of their retry loop, one bit each. */
  readonly awake: number
  readonly parent: Place | undefined
  readonly lane: LaneId
}

/**
 * Undefined when more than `most` places would have to be looked at, or when no order wakes the retry
 * loops as the given one does (0 … n-1 is always an order). Without `spins` a piece always goes as far as
 * it can: taking a step of the same lane earlier never adds a change.
 */
export function fewestSwitches(
  order: PartialOrder,
  spins: Spins | undefined,
  most: number,
): readonly StepAt[] | undefined {
  return new Search(order, spins, most).find()
}

class Search {
  private readonly order: PartialOrder
  private readonly spins: Spins | undefined
  private readonly most: number
  private readonly queue: Place[] = []
  private readonly seen = new Set<string>()
  private readonly total: number
  private readonly awakeAtEnd: number

  constructor(order: PartialOrder, spins: Spins | undefined, most: number) {
    this.order = order
    this.spins = spins
    this.most = most
    this.total = order.laneOf.length
    this.awakeAtEnd = this.replayed()
  }

  find(): readonly StepAt[] | undefined {
    const progress = this.order.byLane.map(() => 0)
    if (this.total === 0) return []
    this.queue.push({ progress, awake: 0, parent: undefined, lane: -1 })
    for (let next = 0; next < this.queue.length && next < this.most; next++) {
      const place = this.queue[next]
      const found = place === undefined ? undefined : this.expand(place)
      if (found !== undefined) return stepsTo(this.order, found)
    }
    return undefined
  }

  /** Lanes in the order in which the given run would go on. */
  private expand(place: Place): Place | undefined {
    const next = (lane: LaneId): number =>
      this.order.byLane[lane]?.[place.progress[lane] ?? 0] ?? this.total
    const lanes = [...place.progress.keys()]
      .filter((lane) => lane !== place.lane)
      .toSorted((a, b) => next(a) - next(b))
    for (const lane of lanes) {
      const found = this.runOn(place, lane)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** Adds the places to which `lane` can come from here; returns the end when it is among them. */
  private runOn(from: Place, lane: LaneId): Place | undefined {
    const progress = [...from.progress]
    let { awake } = from
    const before = progress[lane] ?? 0
    for (;;) {
      const step = this.order.byLane[lane]?.[progress[lane] ?? 0]
      if (step === undefined || !this.canRun(step, progress, awake)) break
      progress[lane] = (progress[lane] ?? 0) + 1
      awake = this.awakeAfter(step, progress, awake)
      if (this.spins !== undefined && this.add(from, lane, progress, awake))
        return this.queue.at(-1)
    }
    if (this.spins !== undefined || progress[lane] === before) return undefined
    return this.add(from, lane, progress, awake) ? this.queue.at(-1) : undefined
  }

  /** True when it is the end. */
  private add(parent: Place, lane: LaneId, progress: readonly number[], awake: number): boolean {
    const key = `${progress.join()} ${awake}`
    if (this.seen.has(key)) return false
    this.seen.add(key)
    this.queue.push({ progress: [...progress], awake, parent, lane })
    return (
      awake === this.awakeAtEnd &&
      progress.every((n, each) => n === this.order.byLane[each]?.length)
    )
  }

  private canRun(step: StepAt, progress: readonly number[], awake: number): boolean {
    const { after, rank, laneOf } = this.order
    if (this.spins?.retries[step] === true && ((awake >> (laneOf[step] ?? 0)) & 1) === 0)
      return false
    return (after[step] ?? []).every(
      (early) => (progress[laneOf[early] ?? 0] ?? 0) > (rank[early] ?? 0),
    )
  }

  private awakeAfter(step: StepAt, progress: readonly number[], awake: number): number {
    const { spins } = this
    if (spins === undefined) return 0
    const { laneOf, byLane } = this.order
    const own = laneOf[step] ?? 0
    let now = awake
    if (spins.retries[step] === true || spins.inside[step] !== true) now &= ~(1 << own)
    if (spins.wrote[step] !== true) return now
    for (const [lane, count] of progress.entries()) {
      const last = byLane[lane]?.[count - 1]
      const isInside = last === undefined ? spins.insideAtStart[lane] : spins.inside[last]
      if (lane !== own && isInside === true) now |= 1 << lane
    }
    return now
  }

  /** Which lanes may retry after the given run. */
  private replayed(): number {
    const progress = this.order.byLane.map(() => 0)
    let awake = 0
    for (const [step, lane] of this.order.laneOf.entries()) {
      progress[lane] = (progress[lane] ?? 0) + 1
      awake = this.awakeAfter(step, progress, awake)
    }
    return awake
  }
}

function stepsTo({ byLane }: PartialOrder, end: Place): readonly StepAt[] {
  const pieces: (readonly StepAt[])[] = []
  for (let at = end; at.parent !== undefined; at = at.parent) {
    const own = byLane[at.lane] ?? []
    pieces.push(own.slice(at.parent.progress[at.lane], at.progress[at.lane]))
  }
  return pieces.reverse().flat()
}
