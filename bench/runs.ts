/** The runs that are measured: the case that the page opens with, and one run of each length. */

import type { ScenarioDef } from '../src/ir/program.ts'
import { type Machine, createMachine } from '../src/machine/machine.ts'
import { Run, type ScheduleEntry } from '../src/machine/run.ts'
import { mutexRounds } from '../src/models/bench/mutex-rounds.ts'
import { deviceUnregister } from '../src/models/hmm/scenarios/device-unregister.ts'
import { twoRegistrations } from '../src/models/hmm/scenarios/two-registrations.ts'
import { printLink } from '../src/share/link/codec.ts'
import { parseSchedule } from '../src/share/schedule.ts'
import { ensure } from '../src/util/ensure.ts'

export interface Measured {
  readonly def: ScenarioDef
  readonly schedule: string
  /** How many there are of what: left out, one of each. */
  readonly sizes?: Readonly<Record<string, number>>
}

export const theCase: Measured = {
  def: deviceUnregister,
  schedule: ensure(deviceUnregister.runs[0], 'the default run').schedule,
}

/** The same case among several processes, devices and mirrors, all of whose objects are at hand: 31 of them. */
export const theCrowd: Measured = {
  def: deviceUnregister,
  schedule: theCase.schedule.replace(/b$/, ''),
  sizes: { processes: 2, devices: 3, mirrors: 3 },
}

/** Two devices and what a registration that comes second leaves: 18 objects. */
export const twoDevices: Measured = {
  def: twoRegistrations,
  schedule: ensure(twoRegistrations.runs[0], 'its run').schedule,
}

export const longRunSteps = [60, 200, 2_000] as const

/** A run with that many steps, all of which are rows. */
export function longRun(steps: (typeof longRunSteps)[number]): Measured {
  const run = mutexRounds.runs.find(({ id }) => id === `rows-${steps}`)
  return { def: mutexRounds, schedule: ensure(run, `the run rows-${steps}`).schedule }
}

/** The fragment that opens the run at a step. */
export function linkTo({ def, schedule, sizes }: Measured, at: number, view?: string): string {
  const { id: scenario, version: model } = def
  return printLink({ scenario, fixes: [], mutex: 'count', sizes, schedule, at, model, view })
}

export function machineOf({ def }: Measured): Machine {
  return createMachine(def.build({ fixes: [], mutex: 'count' }))
}

export function entriesOf({ schedule }: Measured, machine: Machine): readonly ScheduleEntry[] {
  const parsed = parseSchedule(schedule)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value.map(({ lane, choice }) => ({
    lane: machine.lanes.findIndex(({ letter }) => letter.toLowerCase() === lane),
    choice,
  }))
}

export function replay(machine: Machine, entries: readonly ScheduleEntry[]): Run {
  const begun = Run.begin(machine)
  if (!begun.ok) throw new Error(begun.error)
  for (const { lane, choice } of entries) {
    const step = begun.value.step(lane, choice)
    if (!step.ok) throw new Error(`step ${begun.value.cursor + 1}: ${step.error.kind}`)
  }
  return begun.value
}
