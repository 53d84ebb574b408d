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

/** False: not from every state, or not found out. */
export function allReachAnEnd(suspects: readonly number[], states: SearchedStates): boolean {
  const fine = new Set<number>()
  let looks = 0
  for (const suspect of suspects.toSorted((left, right) => right - left)) {
    const cameFrom = new Map([[suspect, -1]])
    const pending = [suspect]
    let last = fine.has(suspect) ? suspect : -1
    for (let at = pending.pop(); at !== undefined && last < 0; at = pending.pop()) {
      if (++looks > mostLooks) return false
      const from = at
      const { enabled } = states.expand(at, (_, __, next) => {
        if (last >= 0) return
        if (next < 0 || next > suspect || fine.has(next)) last = from
        else if (!cameFrom.has(next)) {
          cameFrom.set(next, from)
          pending.push(next)
        }
      })
      if (enabled === 0) last = at
    }
    if (last < 0) return false
    for (let at: number | undefined = last; at !== undefined && at >= 0; at = cameFrom.get(at))
      fine.add(at)
  }
  return true
}
