/**
 * The steps of the present run, which of them happen before which (vector clocks), and the races:
 * dependent pairs of different lanes with nothing in between.
 */

import { type Event, isDependent } from './event.ts'

export class History {
  readonly events: Event[] = []
  /** Per step, the earlier steps that it races with and whose reversal has not been dealt with. */
  readonly races: number[][] = []
  /** Per step, the earlier steps against which its wait has been dealt with. */
  readonly settled: number[][] = []
  /** Per step, the other outcomes of its choice that have not been dealt with. */
  readonly choices: number[][] = []
  /** Step before, in the same lane or the one that started it; -1 for the first of a thread. */
  readonly previous: number[] = []
  private readonly lanes: number
  /** `clocks[step * lanes + lane]`: how many steps of `lane` happen before or at `step`. */
  private clocks: Int32Array
  /** Number of the step in its lane, from 1. */
  private readonly ordinals: number[] = []
  private readonly last: Int32Array
  private readonly seen: Int32Array

  constructor(lanes: number) {
    this.lanes = lanes
    this.clocks = new Int32Array(64 * lanes)
    this.last = new Int32Array(lanes).fill(-1)
    this.seen = new Int32Array(lanes)
  }

  get length(): number {
    return this.events.length
  }

  push(event: Event): void {
    const { lanes, seen, events } = this
    const at = events.length
    if ((at + 1) * lanes > this.clocks.length) this.grow()
    const previous = this.last[event.lane]!
    seen.fill(0)
    this.join(previous)
    let races = none
    for (let i = at - 1; i >= 0; i--) {
      const other = events[i]!
      if (seen[other.lane]! >= this.ordinals[i]! || !isDependent(other, event)) continue
      if (races === none) races = []
      races.push(i)
      this.join(i)
    }
    this.ordinals.push(++seen[event.lane]!)
    this.clocks.set(seen, at * lanes)
    events.push(event)
    this.races.push(races)
    this.settled.push(event.wait === undefined ? none : [])
    this.choices.push(othersOf(event))
    this.previous.push(previous)
    this.last[event.lane] = at
    if (event.spawned !== 0) this.born(event.spawned, at)
  }

  pop(): Event {
    const event = this.events.pop()!
    this.races.pop()
    this.settled.pop()
    this.choices.pop()
    this.ordinals.pop()
    this.last[event.lane] = this.previous.pop()!
    if (event.spawned !== 0) this.born(event.spawned, -1)
    return event
  }

  /** Whether step `early` is step `late` or happens before it. */
  isBefore(early: number, late: number): boolean {
    const lane = this.events[early]!.lane
    return this.clocks[late * this.lanes + lane]! >= this.ordinals[early]!
  }

  /** The step after which the lane's next one comes; -1 when it comes first. */
  lastOf(lane: number): number {
    return this.last[lane]!
  }

  /** Equal for equivalent runs and different for others. */
  key(): string {
    const byLane: string[] = Array.from({ length: this.lanes }, () => '')
    for (const [i, { lane, choice }] of this.events.entries()) {
      const clock = this.clocks.subarray(i * this.lanes, (i + 1) * this.lanes)
      byLane[lane] += `${clock.join(',')}.${choice};`
    }
    return byLane.join('|')
  }

  private born(mask: number, at: number): void {
    for (let lane = 0; lane < this.lanes; lane++) if ((mask >> lane) & 1) this.last[lane] = at
  }

  private join(step: number): void {
    if (step < 0) return
    const { lanes, seen, clocks } = this
    const base = step * lanes
    for (let lane = 0; lane < lanes; lane++)
      if (clocks[base + lane]! > seen[lane]!) seen[lane] = clocks[base + lane]!
  }

  private grow(): void {
    const grown = new Int32Array(this.clocks.length * 2)
    grown.set(this.clocks)
    this.clocks = grown
  }
}

/** Most steps have no race, no wait and no choice; nobody adds to this one. */
const none: number[] = []

function othersOf({ choice, options }: Event): number[] {
  if (options === 1) return none
  return Array.from({ length: options }, (_, i) => i).filter((each) => each !== choice)
}
