/** A failure that a search found, in the words of the run that shows it. */

import type { Listing } from '../ir/print.ts'
import type { LaneId } from '../machine/code.ts'
import type { Machine } from '../machine/machine.ts'
import { Run, type ScheduleEntry } from '../machine/run.ts'
import { letter, waitText } from './names.ts'
import { surveyRun } from './survey.ts'
import type { ViolationKind, ViolationView } from './view.ts'
import { violationsOf } from './violations.ts'

/**
 * The violations that the last step of the schedule commits, or the state after it shows. Throws when
 * the schedule does not replay: then search and machine disagree.
 */
export function violationsAtEnd(
  machine: Machine,
  listing: Listing,
  schedule: readonly ScheduleEntry[],
): readonly ViolationView[] {
  const run = replayed(machine, schedule)
  const last = Math.max(0, schedule.length - 1)
  return violationsOf(surveyRun(run), listing).filter((violation) => violation.at === last)
}

/** The one of that kind and object, or of that kind. */
export function matching(
  violations: readonly ViolationView[],
  kind: ViolationKind,
  object: string | undefined,
): ViolationView | undefined {
  const sameKind = violations.filter((violation) => violation.kind === kind)
  return sameKind.find((violation) => violation.object === object) ?? sameKind[0]
}

/** Why a lane waits for ever at the end of a schedule, while others can go on. */
export function endlessWaitText(
  machine: Machine,
  schedule: readonly ScheduleEntry[],
  lane: LaneId,
): string {
  const survey = surveyRun(replayed(machine, schedule))
  const at = schedule.length
  const stand = survey.readiness[at]?.[lane]
  const since = (lock: number, holder: LaneId): number | undefined =>
    survey.heldSince(at, lock, holder)
  const what = stand?.kind === 'blocked' ? waitText(machine, stand.why, since) : 'something'
  return `${letter(machine, lane)} waits for ever for ${what}; others can go on`
}

function replayed(machine: Machine, schedule: readonly ScheduleEntry[]): Run {
  const begun = Run.begin(machine)
  if (!begun.ok) throw new Error(begun.error)
  for (const { lane, choice } of schedule) {
    if (!begun.value.step(lane, choice).ok) {
      throw new Error('a run that the search found cannot be replayed')
    }
  }
  return begun.value
}
