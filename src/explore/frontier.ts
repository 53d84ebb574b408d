/**
 * States to expand, cheapest first: by cost (switches or preemptions), among equals by depth. With cost
 * 0 everywhere this is breadth first.
 */

import { IntList } from './growing.ts'

export class Frontier {
  /** Per cost, per depth: states and how many of them were taken. */
  private readonly levels: ({ readonly list: IntList; taken: number } | undefined)[][] = []
  private cost = 0
  private depth = 0
  private waiting = 0

  get size(): number {
    return this.waiting
  }

  get bytes(): number {
    return this.levels.flat().reduce((sum, bucket) => sum + (bucket?.list.bytes ?? 0), 0)
  }

  add(state: number, cost: number, depth: number): void {
    const level = (this.levels[cost] ??= [])
    const bucket = (level[depth] ??= { list: new IntList(), taken: 0 })
    bucket.list.push(state)
    this.waiting++
    if (cost === this.cost && depth < this.depth) this.depth = depth
  }

  /** The cheapest state with its cost and depth; undefined when none is left. */
  take(): { readonly state: number; readonly cost: number; readonly depth: number } | undefined {
    for (; this.cost < this.levels.length; this.cost++, this.depth = 0) {
      const level = this.levels[this.cost] ?? []
      for (; this.depth < level.length; this.depth++) {
        const bucket = level[this.depth]
        if (bucket === undefined || bucket.taken === bucket.list.length) {
          level[this.depth] = undefined
          continue
        }
        this.waiting--
        return { state: bucket.list.at(bucket.taken++), cost: this.cost, depth: this.depth }
      }
    }
    return undefined
  }
}
