/**
 * One walk over a run that notes, for every cursor, how each lane stands, and the data races between
 * next steps. Everything else is derived from this and from the recorded steps.
 */

import type { Address, LaneId } from '../machine/code.ts'
import { type Readiness, readiness } from '../machine/enabled.ts'
import type { Machine } from '../machine/machine.ts'
import { type DataRace, racesIn } from '../machine/races.ts'
import type { Run } from '../machine/run.ts'
import { crashText } from './crash.ts'
import type { Cursor } from './view.ts'

export interface RaceAt {
  readonly at: Cursor
  readonly race: DataRace
}

export interface Survey {
  readonly machine: Machine
  readonly run: Run
  /** Lanes that are shown: all but set-up. */
  readonly laneCount: number
  /** Per cursor 0 … n, per lane. */
  readonly readiness: readonly (readonly Readiness[])[]
  readonly races: readonly RaceAt[]
  /** Heap words at cursor 0, by address. */
  readonly initial: Int32Array
  /** Step (from 1) by which `lane` holds `lock` at a cursor; undefined when from the start. */
  readonly heldSince: (at: Cursor, lock: Address, lane: LaneId) => number | undefined
  /** Why a crashed lane cannot run. */
  readonly crashText: (lane: LaneId) => string
}

/** Leaves the run at its last step. */
export function surveyRun(run: Run): Survey {
  const { machine } = run
  const laneCount = machine.setupLane
  const stands: Readiness[][] = []
  const races: RaceAt[] = []
  const seen = new Set<string>()
  run.jump(0)
  const initial = run.state.slice()
  for (let at = 0; at <= run.steps.length; at++) {
    run.jump(at)
    stands.push(Array.from({ length: laneCount }, (_, lane) => readiness(machine, run.state, lane)))
    for (const race of racesIn(machine, run.state)) {
      const sides = race.sides.map(({ lane, access }) => `${lane}@${access.pc}`)
      const key = [race.address, ...sides].join(' ')
      if (!seen.has(key)) races.push({ at, race })
      seen.add(key)
    }
  }
  return {
    machine,
    run,
    laneCount,
    readiness: stands,
    races,
    initial,
    heldSince: holdIndex(run),
    crashText: crashTexts(run),
  }
}

/** Asked for at every cursor after a crash, found out once. */
function crashTexts(run: Run): Survey['crashText'] {
  const texts = new Map<LaneId, string>()
  return (lane) => {
    const text = texts.get(lane) ?? crashText(run, lane)
    texts.set(lane, text)
    return text
  }
}

function holdIndex(run: Run): Survey['heldSince'] {
  const taken = new Map<string, number[]>()
  for (const [i, step] of run.steps.entries()) {
    for (const { event, lane } of step.events) {
      if (event.kind !== 'acquired') continue
      const key = `${event.lock} ${lane}`
      taken.set(key, [...(taken.get(key) ?? []), i + 1])
    }
  }
  return (at, lock, lane) => taken.get(`${lock} ${lane}`)?.findLast((step) => step <= at)
}
