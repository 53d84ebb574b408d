/** Answers requests: finds the scenario, builds the machine for the variant, replays the schedule. */

import type { ScenarioDef } from '../ir/program.ts'
import { scenarios } from '../models/catalogue.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { prepare } from './prepare.ts'
import type { Answer, HeddleError, Opened, RequestBody, RunSpec, ScenarioMeta } from './protocol.ts'
import { readRequest } from './read-request.ts'
import { readSchedule, replay } from './replay.ts'

type OrderRequest = Extract<RequestBody, { readonly kind: 'order' }>

type MovesRequest = Extract<RequestBody, { readonly kind: 'moves' }>
type MoveRequest = Extract<RequestBody, { readonly kind: 'move' }>

/** Questions about a whole run, whose answers take code that a page does not need to draw one. */
export interface Explain {
  readonly tidyRun: (spec: RunSpec) => Result<Answer, HeddleError>
  readonly explainRun: (spec: RunSpec) => Result<Answer, HeddleError>
  readonly objectsOfRun: (spec: RunSpec) => Result<Answer, HeddleError>
  readonly replayUnderFixes: (spec: RunSpec) => Result<Answer, HeddleError>
  readonly findMoves: (request: MovesRequest) => Result<Answer, HeddleError>
  readonly moveSteps: (request: MoveRequest) => Result<Answer, HeddleError>
  readonly orderRun: (request: OrderRequest) => Result<Answer, HeddleError>
}

/** A message that only claims to be a request is told which of its fields is wrong. */
export function respond(message: RequestBody, explain: Explain): Answer {
  const read = readRequest(message)
  if (!read.ok) return { kind: 'failed', error: read.error }
  const request = read.value
  switch (request.kind) {
    case 'catalogue':
      return { kind: 'catalogue', scenarios: scenarios.map(meta) }
    case 'run':
      return answered(asOpened(openRun(request)))
    case 'choose':
      return answered(asOpened(openChoice(request)))
    case 'tidy':
      return answered(explain.tidyRun(request.spec))
    case 'slice':
      return answered(explain.explainRun(request.spec))
    case 'objects':
      return answered(explain.objectsOfRun(request.spec))
    case 'moves':
      return answered(explain.findMoves(request))
    case 'move':
      return answered(explain.moveSteps(request))
    case 'under-fixes':
      return answered(explain.replayUnderFixes(request.spec))
    case 'order':
      return answered(explain.orderRun(request))
  }
}

function answered(result: Result<Answer, HeddleError>): Answer {
  return result.ok ? result.value : { kind: 'failed', error: result.error }
}

function asOpened(result: Result<Opened, HeddleError>): Result<Answer, HeddleError> {
  return result.ok ? ok({ kind: 'opened', opened: result.value }) : result
}

function meta(def: ScenarioDef): ScenarioMeta {
  const { id, version, title, summary, fixes, questions = [], sizes = [] } = def
  const runs = def.runs.map(({ variant, ...run }) => ({ ...run, ...variant }))
  return {
    id,
    version,
    title,
    summary,
    fixes,
    ...(questions.length > 0 && { questions }),
    ...(sizes.length > 0 && { sizes }),
    runs,
  }
}

function openRun({
  scenario,
  variant,
  schedule,
}: RequestBody & { readonly kind: 'run' }): Result<Opened, HeddleError> {
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
}: RequestBody & { readonly kind: 'choose' }): Result<Opened, HeddleError> {
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
  const wanted = [...entries.value.slice(0, at), { lane, choice }, ...rest]
  return replay(prepared.value, wanted, at + 1, spec.schedule)
}
