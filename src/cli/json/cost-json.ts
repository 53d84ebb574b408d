/** What a search took, in the same fields wherever something was searched. */

import type { Tally } from '../../worker/search-protocol.ts'
import { rateOf } from '../../util/amounts.ts'

export interface CostJson {
  readonly states: number
  readonly seconds: number
  readonly statesPerSecond?: number
  /** Of the whole process, in bytes. */
  readonly peakMemory?: number
}

export function costJson(
  states: number,
  seconds: number,
  peakMemory: number | undefined,
): CostJson {
  const rate = rateOf(states, seconds)
  return {
    states,
    seconds: Math.round(seconds * 1000) / 1000,
    ...(rate === undefined ? {} : { statesPerSecond: rate }),
    ...(peakMemory === undefined ? {} : { peakMemory }),
  }
}

export function costOf({ states, seconds }: Tally, peakMemory: number | undefined): CostJson {
  return costJson(states, seconds, peakMemory)
}
