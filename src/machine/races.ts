/**
 * Data races as the kernel's memory model and KCSAN define them: two lanes that are both enabled,
 * whose next steps touch the same word, at least one writing and at least one with a plain access.
 */

import type { Address, LaneId, Pc } from './code.ts'
import { readiness } from './enabled.ts'
import type { Access } from './events.ts'
import type { Machine } from './machine.ts'
import { StepRecorder } from './run.ts'

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
  const recorder = new StepRecorder(machine, state)
  const next = ready.map(([lane, options]) => lookAhead(recorder, lane, options))
  return next.flatMap((left, i) => next.slice(i + 1).flatMap((right) => racesBetween(left, right)))
}

/** What an enabled lane's next step touches: the accesses of all its alternatives together. */
export function lookAhead(recorder: StepRecorder, lane: LaneId, options: number): NextStep {
  const steps = Array.from({ length: options }, (_, choice) => recorder.peek({ lane, choice }))
  const [first] = steps
  const accesses = steps.length === 1 ? first?.accesses : steps.flatMap((step) => step.accesses)
  return { lane, pc: first?.pc ?? 0, accesses: accesses ?? [] }
}

export function nextStepOf(
  machine: Machine,
  state: Int32Array,
  lane: LaneId,
  options: number,
): NextStep {
  return lookAhead(new StepRecorder(machine, state), lane, options)
}

/** What a lane would touch with its next step. */
export interface NextStep {
  readonly lane: LaneId
  readonly pc: Pc
  readonly accesses: readonly Access[]
}

/** One per word. */
export function racesBetween(left: NextStep, right: NextStep): readonly DataRace[] {
  const found: DataRace[] = []
  for (const one of left.accesses) {
    for (const other of right.accesses) {
      const { address } = one
      if (address !== other.address || !isRace(one, other)) continue
      if (found.some((race) => race.address === address)) continue
      const sides = [
        { lane: left.lane, pc: left.pc, access: one },
        { lane: right.lane, pc: right.pc, access: other },
      ] as const
      found.push({ address, sides })
    }
  }
  return found
}

function isRace(one: Access, other: Access): boolean {
  return (one.kind === 'write' || other.kind === 'write') && !(one.marked && other.marked)
}
