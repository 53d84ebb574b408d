/** What lies where in the memory of a compiled search, behind its tables of fixed size. */

import { recentWords } from './recent-states.ts'

/** Share of the table's slots that are used at most. */
const mostLoad = 0.75

/** States that a table of so many slots is for. */
export function mostKeptIn(tableSize: number): number {
  return Math.floor(mostLoad * tableSize)
}

/** What lies before the states: bytes for what was learned of steps, recent states, and slots of the table. */
export interface Sizes {
  readonly stepRoom: number
  readonly recent: number
  readonly tableSize: number
}

/** Addresses in bytes, one part after the other. */
export class SearchLayout {
  private readonly first: number
  private readonly lanes: number

  /** `first`: where what was learned begins. */
  constructor(first: number, lanes: number) {
    this.first = first
    this.lanes = lanes
  }

  recentAt({ stepRoom }: Sizes): number {
    return this.first + stepRoom
  }

  recentBytes({ recent }: Sizes): number {
    return 4 * recentWords(this.lanes) * recent
  }

  tableAt(sizes: Sizes): number {
    return this.recentAt(sizes) + this.recentBytes(sizes)
  }

  /** How many states were found from each, a byte each. */
  countsAt(sizes: Sizes): number {
    return this.tableAt(sizes) + 4 * sizes.tableSize
  }

  statesAt(sizes: Sizes): number {
    return this.countsAt(sizes) + 16 * Math.ceil(mostKeptIn(sizes.tableSize) / 16)
  }
}
