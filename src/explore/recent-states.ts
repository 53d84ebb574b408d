/**
 * What the lanes do next in the states that were expanded last: a ring of entries, each a state's number and
 * per lane its answer. A state is mostly found from one of the level before, so there have to be as many
 * entries as a level has states.
 */

import { noState } from './wasm/loop-memory.ts'

/** At first. */
export const fewestRecent = 1 << 10
/** With a table of so many slots, unless more are needed: levels are mostly no larger a part of all states. */
export const recentOf = (tableSize: number): number => Math.max(fewestRecent, tableSize >> 6)
/** No more than these, whatever is missed. */
export const mostRecentOf = (tableSize: number): number => Math.max(fewestRecent, tableSize >> 4)

/** Words of an entry. */
export const recentWords = (lanes: number): number => 1 + lanes

/** The entries in a ring of so many, at least as many as before. */
export function inLargerRing(before: Int32Array, lanes: number, entries: number): Int32Array {
  const words = recentWords(lanes)
  const after = new Int32Array(entries * words).fill(noState)
  for (let at = 0; at < before.length; at += words) {
    const state = before[at] ?? noState
    if (state >= 0) after.set(before.subarray(at, at + words), (state & (entries - 1)) * words)
  }
  return after
}
