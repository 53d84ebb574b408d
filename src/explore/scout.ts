/**
 * Walks through a program a few times before the search, to learn which words change and what they
 * hold. What it misses costs the search a repacking, nothing else.
 */

import type { Machine } from '../machine/machine.ts'
import { LearnedExpander } from './learned/learned-expander.ts'
import type { Range } from './packing.ts'

const longestWalk = 400
/** Answers that are learned at most: in programs with many values each takes as long as some steps. */
const mostLearned = 600
/** Steps that a lane takes before the next one has its turn. */
const turns = [longestWalk, 1, 3, 8]

/** Ranges of all words that changed in some walk; `expander` learns from it. */
export function scout(
  machine: Machine,
  initial: Int32Array,
  expander: LearnedExpander = new LearnedExpander(machine, false),
): ReadonlyMap<number, Range> {
  const ranges = new Map<number, Range>()
  const note = (index: number, value: number): void => {
    const first = initial[index] ?? 0
    const { min, max } = ranges.get(index) ?? { min: first, max: first }
    if (value < min || value > max || !ranges.has(index))
      ranges.set(index, { min: Math.min(min, value), max: Math.max(max, value) })
  }
  for (const turn of turns) {
    for (const first of machine.program.threads.keys()) {
      if (expander.tree.learned > mostLearned) return ranges
      expander.state.set(initial)
      walk(expander, first, turn, note)
    }
  }
  return ranges
}

function walk(
  expander: LearnedExpander,
  first: number,
  turn: number,
  onChange: (index: number, value: number) => void,
): void {
  let last = first
  for (let count = 1; count <= longestWalk; count++) {
    expander.look()
    const { enabled } = expander.standing
    const isTurnOver = count % turn === 0 || ((enabled >> last) & 1) === 0
    const lane = isTurnOver ? nextIn(enabled, last) : last
    if (lane < 0 || expander.tree.learned > mostLearned) return
    expander.go(lane, count)
    const { log, logged, state } = expander
    for (let i = 0; i < 2 * logged; i += 2) onChange(log[i] ?? 0, state[log[i] ?? 0] ?? 0)
    last = lane
  }
}

/** The next lane after `last` of a mask, in a circle; -1 for none. */
function nextIn(mask: number, last: number): number {
  const later = mask & ~((2 << last) - 1)
  const left = later === 0 ? mask : later
  return left === 0 ? -1 : 31 - Math.clz32(left & -left)
}
