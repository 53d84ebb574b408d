/**
 * Answers requests: finds the scenario, builds the machine for the variant, replays the schedule.
 * Synchronous and without a worker around it, so that the command line and tests use it as it is.
 */

import type { ScenarioDef } from '../ir/program.ts'
import type { Machine } from '../machine/machine.ts'
import { type CannotRun, Run, type ScheduleEntry } from '../machine/run.ts'
import { scenarios } from '../models/catalogue.ts'
import { parseSchedule, printSchedule } from '../share/schedule.ts'
import { buildRunView } from '../trace/build.ts'
import { whyNot } from '../trace/why-not.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { Answer, HeddleError, ReplayReport, RequestBody, ScenarioMeta } from './protocol.ts'
import { readRequest } from './read-request.ts'

/** A message that only claims to be a request is told which of its fields is wrong. */
export function answer(message: RequestBody): Answer {
  const read = readRequest(message)
  if (!read.ok) return { kind: 'failed', error: read.error }
  const request = read.value
  switch (request.kind) {
    case 'catalogue':
      return { kind: 'catalogue', scenarios: scenarios.map(meta) }
    case 'run':
      return answered(openRun(request))
    case 'choose':
      return answered(openChoice(request))
  }
}

function answered(result: Result<Answer, HeddleError>): Answer {
  return result.ok ? result.value : { kind: 'failed', error: result.error }
}

function meta(def: ScenarioDef): ScenarioMeta {
  const { id, version, title, summary, fixes } = def
  const runs = def.runs.map(({ variant, ...run }) => ({ ...run, ...variant }))
  return { id, version, title, summary, fixes, runs }
}

function openRun({
  scenario,
  variant,
  schedule,
}: RequestBody & { readonly kind: 'run' }): Result<Answer, HeddleError> {
  const prepared = prepare(scenario, variant)
  if (!prepared.ok) return prepared
  const entries = readSchedule(
    prepared.value,
    schedule ?? prepared.value.def.runs[0]?.schedule ?? '',
  )
  if (!entries.ok) return entries
  return replay(prepared.value, entries.value)
}

function openChoice({
  spec,
  at,
  lane,
  choice,
}: RequestBody & { readonly kind: 'choose' }): Result<Answer, HeddleError> {
  const prepared = prepare(spec.scenario, spec.variant)
  if (!prepared.ok) return prepared
  const entries = readSchedule(prepared.value, spec.schedule)
  if (!entries.ok) return entries
  const { length } = entries.value
  if (at > length) {
    const message = `There is no step ${at} to choose after: the schedule has ${length}.`
    return fail({ code: 'cannot-run', part: String(at), message })
  }
  const rest = entries.value.slice(at)
  // The chosen lane's next recorded step is the one that is taken now.
  const moved = rest.findIndex((entry) => entry.lane === lane)
  if (moved >= 0) rest.splice(moved, 1)
  return replay(prepared.value, [...entries.value.slice(0, at), { lane, choice }, ...rest], at + 1)
}

function readSchedule(
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

/** Plays the entries as far as they can run; the first `required` ones must. */
function replay(
  prepared: Prepared,
  entries: readonly ScheduleEntry[],
  required = 0,
): Result<Answer, HeddleError> {
  const { machine, listing, def, variant } = prepared
  const begun = Run.begin(machine)
  if (!begun.ok)
    return fail({ code: 'internal', part: def.id, message: `${def.id}: ${begun.error}` })
  const run = begun.value
  let report: ReplayReport = { kind: 'whole' }
  for (const [at, { lane, choice }] of entries.entries()) {
    const step = run.step(lane, choice)
    if (step.ok) continue
    const reason = reasonText(run, lane, step.error)
    if (at < required) {
      const part = step.error.kind === 'no-such-lane' ? String(lane) : letterOf(machine, lane)
      return fail({ code: 'cannot-run', part, message: reason })
    }
    report = { kind: 'stopped', at, dropped: entries.length - at, reason }
    break
  }
  const schedule = printSchedule(
    run.steps.map((step) => ({
      lane: letterOf(machine, step.lane).toLowerCase(),
      choice: step.choice,
    })),
  )
  const context = { scenario: def.id, version: def.version, variant, listing, schedule }
  const view = buildRunView(run, context)
  return ok({ kind: 'opened', opened: { run: view, listing: { lines: listing.lines }, report } })
}

function letterOf(machine: Machine, lane: number): string {
  return machine.lanes[lane]?.letter ?? '?'
}

function reasonText(run: Run, lane: number, error: CannotRun): string {
  if (error.kind === 'no-such-lane') {
    const threads = run.machine.setupLane
    return `There is no thread number ${lane + 1}: the program has ${threads}.`
  }
  return `${letterOf(run.machine, lane)} cannot run: ${whyNot(run, lane, error)}`
}
