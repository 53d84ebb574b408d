/** From a schedule as text to the run that is shown of it. */

import { type CannotRun, Run, type ScheduleEntry } from '../machine/run.ts'
import { rerun } from '../machine/rerun.ts'
import { parseSchedule } from '../share/schedule.ts'
import { deriveRun } from '../trace/build.ts'
import { whyNot } from '../trace/why-not.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { derivedRun, keepDerived } from './derived-runs.ts'
import type { Prepared } from './prepare.ts'
import type { HeddleError, Opened, ReplayReport } from './protocol.ts'
import { letterOf, scheduleText } from './schedule-text.ts'

/** The steps of a schedule, by lane. Its own words name what cannot be read. */
export function readSchedule(
  { machine, def }: Prepared,
  text: string,
): Result<ScheduleEntry[], HeddleError> {
  const parsed = parseSchedule(text)
  if (!parsed.ok)
    return fail({ code: 'bad-schedule', part: parsed.error.part, message: parsed.error.message })
  const threads = machine.lanes.slice(0, machine.setupLane).map((each) => each.letter)
  const lanes = new Map(threads.map((letter, lane) => [letter.toLowerCase(), lane]))
  const entries: ScheduleEntry[] = []
  for (const step of parsed.value) {
    const lane = lanes.get(step.lane)
    if (lane === undefined) {
      return fail({
        code: 'bad-schedule',
        part: step.lane,
        message: `${def.id} has no thread ${step.lane.toUpperCase()}. Its threads: ${threads.join(', ')}.`,
      })
    }
    entries.push({ lane, choice: step.choice })
  }
  return ok(entries)
}

/**
 * Plays the entries as far as they can run; the first `required` ones must. `like` is a schedule that they
 * have much in common with: when its run is still known, only what differs is played.
 */
export function replay(
  prepared: Prepared,
  entries: readonly ScheduleEntry[],
  required = 0,
  like?: string,
): Result<Opened, HeddleError> {
  const { machine, def } = prepared
  const base = like === undefined ? undefined : derivedRun(prepared, like)?.survey.run
  const begun = base === undefined ? Run.begin(machine) : ok(base)
  if (!begun.ok)
    return fail({ code: 'internal', part: def.id, message: `${def.id}: ${begun.error}` })
  const { run, stopped } = rerun(begun.value, entries)
  if (stopped === undefined) return ok(openedRun(prepared, run, { kind: 'whole' }, like))
  const { at, error } = stopped
  const lane = entries[at]?.lane ?? -1
  const reason = reasonText(run, lane, error)
  if (at < required) {
    const part = error.kind === 'no-such-lane' ? String(lane) : letterOf(machine, lane)
    return fail({ code: 'cannot-run', part, message: reason })
  }
  const report = { kind: 'stopped', at, dropped: entries.length - at, reason } as const
  return ok(openedRun(prepared, run, report, like))
}

/** What is drawn of a run that has been played. */
export function openedRun(
  prepared: Prepared,
  run: Run,
  report: ReplayReport,
  like?: string,
): Opened {
  const { machine, listing, def, variant } = prepared
  const schedule = scheduleText(machine, run.steps)
  const context = { scenario: def.id, version: def.version, variant, listing, schedule }
  const known = like === undefined ? undefined : derivedRun(prepared, like)
  const derived = deriveRun(run, context, known)
  keepDerived(derived)
  return { run: derived.view, listing: { lines: listing.lines }, report }
}

export function reasonText(run: Run, lane: number, error: CannotRun): string {
  if (error.kind === 'no-such-lane') {
    const threads = run.machine.setupLane
    return `There is no thread number ${lane + 1}: the program has ${threads}.`
  }
  return `${letterOf(run.machine, lane)} cannot run: ${whyNot(run, lane, error)}`
}
