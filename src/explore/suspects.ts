/**
 * Whether from every state some run comes to an end. Then nobody waits for ever while others go on, and
 * nothing more needs to be searched.
 *
 * States are numbered as they were found. Whoever goes from each state to the highest-numbered of its
 * successors comes to an end, or to a state with no higher one: a suspect. So it is enough to find for
 * each suspect, the highest first, a way to any higher state or to an end.
 */

import type { SearchedStates } from './endless.ts'
import type { Successors } from './expander.ts'

/** States looked at for all suspects together; with more it is not worth it. */
const mostLooks = 1 << 16

/** False: not from every state, or not found out. */
export function allReachAnEnd(
  suspects: readonly number[],
  states: SearchedStates,
  expander: Successors,
): boolean {
  let looks = 0
  for (const suspect of suspects.toSorted((left, right) => right - left)) {
    const seen = new Set([suspect])
    const pending = [suspect]
    let isFine = false
    for (let at = pending.pop(); at !== undefined && !isFine; at = pending.pop()) {
      if (++looks > mostLooks) return false
      states.load(at)
      let isEnd = true
      expander.expand({
        step: (lane, _, faults) => {
          const next = faults.length > 0 ? -1 : states.find(lane)
          isEnd = false
          if (next < 0 || next > suspect) isFine = true
          else if (!seen.has(next)) pending.push(next)
          seen.add(next)
        },
      })
      isFine ||= isEnd
    }
    if (!isFine) return false
  }
  return true
}
