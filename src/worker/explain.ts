/** Answers what a run is made of: its tidy form, and what its violation needs. */

import { sliceOf } from '../explore/explain/slice.ts'
import { tidy } from '../explore/explain/tidy.ts'
import type { ScheduleEntry } from '../machine/run.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { reasonText } from './explain-words.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { Answer, HeddleError, Opened, RunSpec } from './protocol.ts'
import { readSchedule, replay } from './replay.ts'

export function tidyRun(spec: RunSpec): Result<Answer, HeddleError> {
  const whole = openWhole(spec)
  if (!whole.ok) return whole
  const { prepared, entries } = whole.value
  const tidied = tidy(prepared.machine, entries)
  if (!tidied.ok) return fail(disagreement(spec, tidied.error))
  const { schedule, before, after, isFewest, reasons } = tidied.value
  const opened = replay(prepared, schedule, schedule.length, spec.schedule)
  if (!opened.ok) return opened
  const texts = reasons.map((reason) => ({
    at: reason.at,
    text: reasonText(opened.value.run, prepared.machine, reason),
  }))
  const view = { before, after, isFewest, reasons: texts }
  return ok({ kind: 'tidied', opened: opened.value, tidy: view })
}

export function explainRun(spec: RunSpec): Result<Answer, HeddleError> {
  const whole = openWhole(spec)
  if (!whole.ok) return whole
  const { prepared, entries, opened } = whole.value
  const sliced = sliceOf(prepared.machine, entries)
  if (!sliced.ok) return fail(disagreement(spec, sliced.error))
  if (sliced.value === undefined) return ok({ kind: 'sliced', slice: undefined })
  const { at, cause, isTried } = sliced.value
  const title = opened.run.violations.find((each) => each.at === at)?.title ?? 'violation'
  return ok({ kind: 'sliced', slice: { at, title, cause, isTried } })
}

export interface Whole {
  readonly prepared: Prepared
  readonly entries: readonly ScheduleEntry[]
  readonly opened: Opened
}

/** Fails when the schedule does not run to its end. */
export function openWhole(spec: RunSpec): Result<Whole, HeddleError> {
  const prepared = prepare(spec.scenario, spec.variant)
  if (!prepared.ok) return prepared
  const entries = readSchedule(prepared.value, spec.schedule)
  if (!entries.ok) return entries
  const opened = replay(prepared.value, entries.value, entries.value.length, spec.schedule)
  if (!opened.ok) return opened
  return ok({ prepared: prepared.value, entries: entries.value, opened: opened.value })
}

export function disagreement({ scenario }: RunSpec, reason: string): HeddleError {
  return { code: 'internal', part: scenario, message: `The run could not be explained: ${reason}.` }
}
