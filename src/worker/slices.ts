/** A search for one answer, in slices, with the time it takes. */

import type { Bounded } from '../explore/bounds.ts'
import type { Clock } from './search-task.ts'

/** States between two looks at the clock. */
const burst = 64

export class Slices<End> {
  private readonly search: { readonly advance: (states: number) => End | undefined }
  private readonly now: Clock
  private readonly startedAt: number
  private found: End | Bounded | undefined

  /** `advance` looks at that many states, and returns the answer when it has one. */
  constructor(search: { readonly advance: (states: number) => End | undefined }, now: Clock) {
    this.search = search
    this.now = now
    this.startedAt = now()
  }

  /** True when the search has ended. */
  advance(milliseconds: number): boolean {
    const until = this.now() + milliseconds
    while (this.found === undefined && this.now() < until) this.found = this.search.advance(burst)
    return this.found !== undefined
  }

  stop(): void {
    this.found ??= { kind: 'bounded', limit: 'cancelled' }
  }

  get seconds(): number {
    return (this.now() - this.startedAt) / 1_000
  }

  /** Of a search that has not ended: that it was stopped. */
  get end(): End | Bounded {
    return this.found ?? { kind: 'bounded', limit: 'cancelled' }
  }
}
