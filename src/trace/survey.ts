/**
 * One walk over a run that notes, for every cursor, how each lane stands, and the data races between
 * next steps. Everything else is derived from this and from the recorded steps.
 */

import type { Address, LaneId } from '../machine/code.ts'
import { type Readiness, readiness } from '../machine/enabled.ts'
import type { Machine } from '../machine/machine.ts'
import { type DataRace, racesBetween } from '../machine/races.ts'
import type { Run } from '../machine/run.ts'
import { crashText } from './crash.ts'
import { Footprints } from './footprints.ts'
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
  const races = new RaceCollector(run)
  run.jump(0)
  const initial = run.state.slice()
  for (let at = 0; at <= run.steps.length; at++) {
    run.jump(at)
    const here = Array.from({ length: laneCount }, (_, lane) => readiness(machine, run.state, lane))
    stands.push(here)
    races.collect(here, at)
  }
  return {
    machine,
    run,
    laneCount,
    readiness: stands,
    races: races.found,
    initial,
    heldSince: holdIndex(run),
    crashText: crashTexts(run),
  }
}

/** Each race once, at the first cursor that has it. */
class RaceCollector {
  readonly found: RaceAt[] = []
  private readonly seen = new Set<string>()
  private readonly footprints: Footprints
  private readonly run: Run

  constructor(run: Run) {
    this.run = run
    this.footprints = new Footprints(run)
  }

  /** At every cursor in turn. */
  collect(stands: readonly Readiness[], at: Cursor): void {
    const last = this.run.steps[at - 1]
    if (last !== undefined) this.footprints.follow(last)
    const ready = stands.flatMap((stand, lane) => (stand.kind === 'ready' ? [{ lane, stand }] : []))
    if (ready.length < 2) return
    const next = ready.map(({ lane, stand }) => this.footprints.of(lane, stand.options.length, at))
    for (const [i, left] of next.entries()) {
      for (const right of next.slice(i + 1)) this.add(racesBetween(left, right), at)
    }
  }

  private add(races: readonly DataRace[], at: Cursor): void {
    for (const race of races) {
      const sides = race.sides.map(({ lane, access }) => `${lane}@${access.pc}`)
      const key = [race.address, ...sides].join(' ')
      if (!this.seen.has(key)) this.found.push({ at, race })
      this.seen.add(key)
    }
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
      const steps = taken.get(key)
      if (steps === undefined) taken.set(key, [i + 1])
      else steps.push(i + 1)
    }
  }
  return (at, lock, lane) => lastUpTo(taken.get(`${lock} ${lane}`) ?? [], at)
}

/** The greatest of the ascending numbers that is not above `limit`. */
function lastUpTo(numbers: readonly number[], limit: number): number | undefined {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return numbers[low - 1]
}
