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
  const next: NextStep[] = []
  for (let lane = 0; lane < machine.setupLane; lane++) {
    if (readiness(machine, state, lane).kind === 'ready')
      next.push(peekStep(machine, state, { lane, choice: 0 }))
  }
  return next.flatMap((left, i) => next.slice(i + 1).flatMap((right) => racesBetween(left, right)))
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
