/** Plays a run as the worker of the page does, for the commands that print one. */

import type { Variant } from '../ir/program.ts'
import { parseSchedule, printSchedule } from '../share/schedule.ts'
import { sentence } from '../share/text/ascii.ts'
import { fail, ok, type Result } from '../util/result.ts'
import type { Answer, Opened } from '../worker/protocol.ts'
import { type Ask, type Outcome, refused } from './command.ts'
import { outcomeOf } from './scenarios.ts'

export interface RunWanted {
  readonly scenario: string
  readonly variant: Variant
  /** Undefined: the default run, as far as it can run. */
  readonly schedule: string | undefined
}

/** A schedule that is given must be able to run to its end. */
export function openRun(wanted: RunWanted, ask: Ask): Result<Opened, Outcome> {
  const { scenario, variant, schedule } = wanted
  const answer = ask({ kind: 'run', scenario, variant, schedule })
  if (answer.kind !== 'opened') return fail(failureOf(answer, scenario, ask))
  const { report } = answer.opened
  if (schedule === undefined || report.kind !== 'stopped') return ok(answer.opened)
  return fail(refused(cannotRun(schedule, report.at, report.reason)))
}

/** What an answer without a run comes to. */
export function failureOf(answer: Answer, scenario: string, ask: Ask): Outcome {
  if (answer.kind === 'failed') return outcomeOf(answer.error, scenario, ask)
  return { kind: 'broken', reason: `asked for a run, got an answer of kind ${answer.kind}` }
}

/** Names the step by its place in the schedule, because counts make it hard to find. */
function cannotRun(schedule: string, at: number, reason: string): string {
  const steps = parseSchedule(schedule)
  const all = steps.ok ? steps.value : []
  const before = printSchedule(all.slice(0, at))
  const step = printSchedule(all.slice(at, at + 1))
  const where = before === '' ? 'at its start' : `after "${before.slice(-30)}"`
  return `--schedule cannot run to its end: ${where}, step ${at + 1} ("${step}") is not possible. ${sentence(reason)}`
}
