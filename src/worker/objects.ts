/** Answers what a run does to the objects of the program. */

import { Run } from '../machine/run.ts'
import { heapOf } from '../trace/heap.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { prepare } from './prepare.ts'
import type { Answer, HeddleError, RunSpec } from './protocol.ts'
import { readSchedule, reasonText } from './replay.ts'

export function objectsOfRun(spec: RunSpec): Result<Answer, HeddleError> {
  const prepared = prepare(spec.scenario, spec.variant)
  if (!prepared.ok) return prepared
  const entries = readSchedule(prepared.value, spec.schedule)
  if (!entries.ok) return entries
  const begun = Run.begin(prepared.value.machine)
  if (!begun.ok) return fail({ code: 'internal', part: spec.scenario, message: begun.error })
  const run = begun.value
  for (const { lane, choice } of entries.value) {
    const step = run.step(lane, choice)
    if (step.ok) continue
    const message = reasonText(run, lane, step.error)
    return fail({ code: 'cannot-run', part: spec.schedule, message })
  }
  return ok({ kind: 'objects', heap: heapOf(run) })
}
