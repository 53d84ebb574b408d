/** The order of steps in which a later one is taken just before an earlier one that does not lead to it. */

import type { ScheduleEntry } from '../../machine/run.ts'
import { type Recorded, scheduleOf, type StepAt } from '../explain/recorded.ts'

export type Swap =
  | { readonly kind: 'swapped'; readonly schedule: readonly ScheduleEntry[] }
  /** `between` comes after the earlier one and before the later one, so that both cannot be swapped alone. */
  | { readonly kind: 'held'; readonly between: StepAt }

/** What the later step needs is taken before it, all else stays in its order. */
export function swap({ steps, history }: Recorded, early: StepAt, late: StepAt): Swap {
  const needed: StepAt[] = []
  const rest: StepAt[] = []
  for (let at = early + 1; at < late; at++) {
    const isNeeded = history.isBefore(at, late)
    if (isNeeded && history.isBefore(early, at)) return { kind: 'held', between: at }
    ;(isNeeded ? needed : rest).push(at)
  }
  const all = [...steps.keys()]
  const order = [...all.slice(0, early), ...needed, late, early, ...rest, ...all.slice(late + 1)]
  return { kind: 'swapped', schedule: scheduleOf(steps, order) }
}
