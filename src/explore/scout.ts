/**
 * Walks through a program a few times before the search, to learn which words change and what they
 * hold. What it misses costs the search a repacking, nothing else.
 */

import { enabledLanes, readiness } from '../machine/enabled.ts'
import type { Machine } from '../machine/machine.ts'
import { takeStep } from '../machine/run.ts'
import type { Range } from './packing.ts'

const longestWalk = 400
/** Steps that a lane takes before the next one has its turn. */
const turns = [longestWalk, 1, 3, 8]

/** Ranges of all words that changed in some walk. */
export function scout(machine: Machine, initial: Int32Array): ReadonlyMap<number, Range> {
  const ranges = new Map<number, Range>()
  const note = (index: number, value: number): void => {
    const first = initial[index] ?? 0
    const { min, max } = ranges.get(index) ?? { min: first, max: first }
    ranges.set(index, { min: Math.min(min, value), max: Math.max(max, value) })
  }
  for (const turn of turns) {
    for (const first of machine.program.threads.keys())
      walk(machine, initial.slice(), first, turn, note)
  }
  return ranges
}

function walk(
  machine: Machine,
  state: Int32Array,
  first: number,
  turn: number,
  onChange: (index: number, value: number) => void,
): void {
  let last = first
  for (let count = 1; count <= longestWalk; count++) {
    const enabled = enabledLanes(machine, state)
    const isTurnOver = count % turn === 0 || !enabled.includes(last)
    const lane = isTurnOver ? (enabled.find((each) => each > last) ?? enabled[0]) : last
    if (lane === undefined) return
    const ready = readiness(machine, state, lane)
    const options = ready.kind === 'ready' ? ready.options.length : 0
    const { changes } = takeStep(machine, state, {
      lane,
      choice: options === 0 ? 0 : count % options,
    })
    for (let i = 0; i < changes.length; i += 3) onChange(changes[i]!, changes[i + 2]!)
    last = lane
  }
}
