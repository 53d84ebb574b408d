/**
 * Data races as the kernel's memory model and KCSAN define them: two lanes that are both enabled,
 * whose next steps touch the same word, at least one writing and at least one with a plain access.
 */

import type { Address, LaneId, Pc } from './code.ts'
import { readiness } from './enabled.ts'
import type { Access } from './events.ts'
import type { Machine } from './machine.ts'
import { peekStep } from './run.ts'

export interface RaceSide {
  readonly lane: LaneId
  readonly pc: Pc
  readonly access: Access
}

export interface DataRace {
  readonly address: Address
  readonly sides: readonly [RaceSide, RaceSide]
}

/** Every race between the next steps of the enabled lanes, one per pair of lanes and word. */
export function racesIn(machine: Machine, state: Int32Array): readonly DataRace[] {
  const ready: (readonly [LaneId, number])[] = []
  for (let lane = 0; lane < machine.setupLane; lane++) {
    const stand = readiness(machine, state, lane)
    if (stand.kind === 'ready') ready.push([lane, Math.max(1, stand.options.length)])
  }
  // A race needs two: most looks ahead are saved where one lane runs alone.
  if (ready.length < 2) return []
  const next = ready.map(([lane, options]) => nextStepOf(machine, state, lane, options))
  return next.flatMap((left, i) => next.slice(i + 1).flatMap((right) => racesBetween(left, right)))
}

/** What an enabled lane's next step touches: the accesses of all its alternatives together. */
export function nextStepOf(
  machine: Machine,
  state: Int32Array,
  lane: LaneId,
  options: number,
): NextStep {
  const steps = Array.from({ length: options }, (_, choice) =>
    peekStep(machine, state, { lane, choice }),
  )
  const accesses = steps.flatMap((step) => step.accesses)
  return { lane, pc: steps[0]?.pc ?? 0, accesses }
}

/** What a lane would touch with its next step. */
export interface NextStep {
  readonly lane: LaneId
  readonly pc: Pc
  readonly accesses: readonly Access[]
}

/** One per word. */
export function racesBetween(left: NextStep, right: NextStep): readonly DataRace[] {
  const found = new Map<Address, DataRace>()
  for (const one of left.accesses) {
    for (const other of right.accesses) {
      const isConflict =
        one.address === other.address && (one.kind === 'write' || other.kind === 'write')
      if (!isConflict || (one.marked && other.marked) || found.has(one.address)) continue
      const sides = [
        { lane: left.lane, pc: left.pc, access: one },
        { lane: right.lane, pc: right.pc, access: other },
      ] as const
      found.set(one.address, { address: one.address, sides })
    }
  }
  return [...found.values()]
}
