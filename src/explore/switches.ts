/** Context switches of a schedule, and those among them that are preemptions. */

import type { Machine } from '../machine/machine.ts'
import { Run, type ScheduleEntry } from '../machine/run.ts'

export interface SwitchCount {
  /** Changes of the thread. */
  readonly switches: number
  /** Changes away from a thread that could have gone on. */
  readonly preemptions: number
}

/** Counts by replaying; steps that cannot run end the count. */
export function switchesOf(machine: Machine, schedule: readonly ScheduleEntry[]): SwitchCount {
  const begun = Run.begin(machine)
  let switches = 0
  let preemptions = 0
  if (!begun.ok) return { switches, preemptions }
  const run = begun.value
  let last: number | undefined
  for (const { lane, choice } of schedule) {
    if (last !== undefined && last !== lane) {
      switches++
      if (run.readiness(last).kind === 'ready') preemptions++
    }
    if (!run.step(lane, choice).ok) break
    last = lane
  }
  return { switches, preemptions }
}
