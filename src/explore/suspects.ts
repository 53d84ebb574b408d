/**
 * Whether from every state some run comes to an end. Then nobody waits for ever while others go on, and
 * nothing more needs to be searched.
 *
 * States are numbered as they were found. Whoever goes from each state to the highest-numbered of its
 * successors comes to an end, or to a state with no higher one: a suspect. So it is enough to find for
 * each suspect, the highest first, a way to any higher state or to an end.
 */

import type { SearchedStates } from './endless.ts'

/** States looked at for all suspects together; with more it is not worth it. */
const mostLooks = 1 << 18
/** Steps that are tried before all ways are. */
const mostHops = 64

export class EndsReached {
  private readonly states: SearchedStates
  /** The highest last. */
  private readonly suspects: number[]
  /** States from which some run comes to an end, or to a state with a higher number. */
  private readonly fine = new Set<number>()
  private cameFrom = new Map<number, number>()
  private pending: number[] = []
  private looks = 0
  private answer: boolean | undefined

  constructor(suspects: readonly number[], states: SearchedStates) {
    this.states = states
    this.suspects = suspects.toSorted((left, right) => left - right)
  }

  /** Looks at about `count` states; true once all are settled, false for one that is not, or for too many. */
  advance(count: number): boolean | undefined {
    const end = this.looks + count
    for (let i = 0; i < count && this.looks < end && this.answer === undefined; i++) this.look()
    return this.answer
  }

  private look(): void {
    const suspect = this.suspects.at(-1)
    if (suspect === undefined) {
      this.answer = true
      return
    }
    if (this.cameFrom.size === 0 && this.climbs(suspect)) {
      this.settle(suspect)
      return
    }
    if (this.cameFrom.size === 0) {
      this.cameFrom.set(suspect, -1)
      this.pending.push(suspect)
    }
    if (this.fine.has(suspect)) {
      this.settle(suspect)
      return
    }
    const at = this.pending.pop()
    if (at === undefined || ++this.looks > mostLooks) this.answer = false
    else if (this.leadsOn(at, suspect)) this.settle(at)
  }

  /** From the suspect some steps, each the one that leads highest, come to a higher state. */
  private climbs(suspect: number): boolean {
    const way: number[] = [suspect]
    for (let at = suspect; way.length < mostHops; way.push(at)) {
      this.looks++
      const next = this.states.highestAfter?.(at)
      if (next === undefined) return false
      if (next > suspect || this.fine.has(next)) {
        for (const each of way) this.fine.add(each)
        return true
      }
      at = next
    }
    return false
  }

  /** Some step leads higher than the suspect, to a state that is fine, or to an end. */
  private leadsOn(from: number, suspect: number): boolean {
    let isFine = false
    const { enabled } = this.states.expand(from, (_, __, next) => {
      if (isFine) return
      if (next < 0 || next > suspect || this.fine.has(next)) isFine = true
      else if (!this.cameFrom.has(next)) {
        this.cameFrom.set(next, from)
        this.pending.push(next)
      }
    })
    return isFine || enabled === 0
  }

  /** With it all that it was reached from. */
  private settle(state: number): void {
    for (
      let at: number | undefined = state;
      at !== undefined && at >= 0;
      at = this.cameFrom.get(at)
    )
      this.fine.add(at)
    this.cameFrom = new Map()
    this.pending = []
    this.suspects.pop()
  }
}
