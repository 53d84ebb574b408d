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
import type { Shared } from './shared.ts'
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
  /** Per cursor, all races between next steps, also those that an earlier cursor has. */
  readonly racesAt: readonly (readonly DataRace[])[]
  /** Heap words at cursor 0, by address. */
  readonly initial: Int32Array
  /** Step (from 1) by which `lane` holds `lock` at a cursor; undefined when from the start. */
  readonly heldSince: (at: Cursor, lock: Address, lane: LaneId) => number | undefined
  /** Why a crashed lane cannot run. */
  readonly crashText: (lane: LaneId) => string
}

/** The survey of another run of the machine, and what of it holds of the new one. */
export interface KnownSurvey {
  readonly survey: Survey
  readonly shared: Shared
}

/** Leaves the run at its last step. */
export function surveyRun(run: Run, known?: KnownSurvey): Survey {
  const { machine } = run
  const laneCount = machine.setupLane
  const stands: (readonly Readiness[])[] = []
  const racesAt: (readonly DataRace[])[] = []
  const looker = new RaceLooker(run)
  for (let at = 0; at <= run.steps.length; at++) {
    const there = known?.shared.cursor(at) ?? -1
    const [standsThere, racesThere] = [known?.survey.readiness[there], known?.survey.racesAt[there]]
    if (standsThere === undefined || racesThere === undefined) run.jump(at)
    const here =
      standsThere ??
      Array.from({ length: laneCount }, (_, lane) => readiness(machine, run.state, lane))
    stands.push(here)
    racesAt.push(racesThere ?? looker.at(here, at))
  }
  run.jump(run.steps.length)
  return {
    machine,
    run,
    laneCount,
    readiness: stands,
    races: firstOfEach(racesAt),
    racesAt,
    initial: run.stateAt(0),
    heldSince: holdIndex(run),
    crashText: crashTexts(run),
  }
}

/** The races between next steps, from cursor to cursor. */
class RaceLooker {
  private readonly footprints: Footprints
  private readonly run: Run
  private last: Cursor | undefined

  constructor(run: Run) {
    this.run = run
    this.footprints = new Footprints(run)
  }

  /** At later and later cursors, where the run stands. */
  at(stands: readonly Readiness[], at: Cursor): readonly DataRace[] {
    for (const step of this.run.steps.slice(this.last ?? at, at)) this.footprints.follow(step)
    this.last = at
    const ready = stands.flatMap((stand, lane) => (stand.kind === 'ready' ? [{ lane, stand }] : []))
    if (ready.length < 2) return none
    const next = ready.map(({ lane, stand }) => this.footprints.of(lane, stand.options.length, at))
    const races = next.flatMap((left, i) =>
      next.slice(i + 1).flatMap((right) => racesBetween(left, right)),
    )
    return races.length === 0 ? none : races
  }
}

const none: readonly DataRace[] = []

/** Each race once, at the first cursor that has it. */
function firstOfEach(racesAt: readonly (readonly DataRace[])[]): readonly RaceAt[] {
  const found: RaceAt[] = []
  const seen = new Set<string>()
  for (const [at, races] of racesAt.entries()) {
    for (const race of races) {
      const sides = race.sides.map(({ lane, access }) => `${lane}@${access.pc}`)
      const key = [race.address, ...sides].join(' ')
      if (!seen.has(key)) found.push({ at, race })
      seen.add(key)
    }
  }
  return found
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
