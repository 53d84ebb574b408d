/** A machine's schedule in link notation. */

import type { Machine } from '../machine/machine.ts'
import type { ScheduleEntry } from '../machine/run.ts'
import { printSchedule } from '../share/schedule.ts'

export function scheduleText(
  machine: Machine,
  schedule: readonly Pick<ScheduleEntry, 'lane' | 'choice'>[],
): string {
  return printSchedule(
    schedule.map(({ lane, choice }) => ({ lane: letterOf(machine, lane).toLowerCase(), choice })),
  )
}

/** `A`; a question mark for a lane that the machine does not have. */
export function letterOf(machine: Machine, lane: number): string {
  return machine.lanes[lane]?.letter ?? '?'
}
