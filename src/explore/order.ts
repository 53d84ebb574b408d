/**
 * In which order states are expanded, and what a cheaper way to a known state changes. Breadth first
 * needs no memory of its own: the states lie in order of discovery.
 */

import { Frontier } from './frontier.ts'
import { IntList } from './growing.ts'

export interface Order {
  /** The state to expand next, -1 when none is left; its cost and depth are then known. */
  readonly next: () => number
  readonly cost: number
  readonly depth: number
  /** Tells that a state was reached; true when this is the best way to it so far. */
  readonly reach: (state: number, isNew: boolean, cost: number, depth: number) => boolean
  readonly waiting: number
  readonly bytes: number
}

export class BreadthFirst implements Order {
  readonly cost = 0
  readonly bytes = 0
  depth = 0
  private found = 0
  private taken = 0
  private levelEnd = 1

  get waiting(): number {
    return this.found - this.taken
  }

  next(): number {
    if (this.taken === this.found) return -1
    if (this.taken === this.levelEnd) {
      this.depth++
      this.levelEnd = this.found
    }
    return this.taken++
  }

  reach(_: number, isNew: boolean): boolean {
    if (isNew) this.found++
    return isNew
  }
}

/** Fewest switches or preemptions first, among equals fewest steps. */
export class CheapestFirst implements Order {
  cost = 0
  depth = 0
  private readonly frontier = new Frontier()
  private readonly costs = new IntList()
  private readonly depths = new IntList()

  get waiting(): number {
    return this.frontier.size
  }

  get bytes(): number {
    return this.costs.bytes + this.depths.bytes + this.frontier.bytes
  }

  next(): number {
    for (;;) {
      const taken = this.frontier.take()
      if (taken === undefined) return -1
      const { state, cost, depth } = taken
      // A cheaper way to it was found after it had been queued.
      if (this.costs.at(state) !== cost || this.depths.at(state) !== depth) continue
      this.cost = cost
      this.depth = depth
      return state
    }
  }

  reach(state: number, isNew: boolean, cost: number, depth: number): boolean {
    if (isNew) {
      this.costs.push(cost)
      this.depths.push(depth)
    } else {
      const known = this.costs.at(state)
      if (cost > known || (cost === known && depth >= this.depths.at(state))) return false
      this.costs.set(state, cost)
      this.depths.set(state, depth)
    }
    this.frontier.add(state, cost, depth)
    return true
  }
}
