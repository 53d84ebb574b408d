/** The state before the first step: globals initialised, set-up run, threads at their first step. */

import { fail, ok, type Result } from '../util/result.ts'
import type { LaneId, Pc } from './code.ts'
import { readiness } from './enabled.ts'
import { type MachineEvent, silent } from './events.ts'
import { laneStatus, type Machine, statusOf } from './machine.ts'
import { objectStatus } from './memory.ts'
import { Stepper } from './stepper.ts'

export interface LaneEvent {
  readonly event: MachineEvent
  readonly lane: LaneId
  /** Of the instruction that caused it. */
  readonly pc: Pc
}

export interface Start {
  readonly state: Int32Array
  /** What set-up and the threads' first local code did. */
  readonly events: readonly LaneEvent[]
}

const longestSetup = 100_000

/**
 * Fails when set-up waits or faults, or a thread's argument cannot be read: then the scenario is wrong,
 * not the code under test. Where set-up has a choice it takes the first alternative.
 */
export function initialState(machine: Machine): Result<Start, string> {
  const state = new Int32Array(machine.stateSize)
  const events: LaneEvent[] = []
  const stepper = new Stepper(machine, state, {
    ...silent,
    event: (event, lane, pc) => events.push({ event, lane, pc }),
  })
  for (const object of machine.memory.objects) {
    if (object.kind === 'global') state[machine.statusBase + object.id] = objectStatus.live
  }
  for (const { address, value } of machine.globalInit) state[address] = value
  const { setupLane } = machine
  stepper.begin(setupLane, [])
  for (let steps = 0; statusOf(machine, state, setupLane) === laneStatus.running; steps++) {
    const ready = readiness(machine, state, setupLane)
    if (ready.kind !== 'ready') return fail(`set-up cannot go on: it is ${ready.kind}`)
    if (steps > longestSetup) return fail('set-up does not end')
    stepper.step(setupLane, 0)
  }
  for (const { event } of events) {
    if (event.kind === 'fault') return fail(`set-up is wrong: ${JSON.stringify(event.fault)}`)
  }
  for (const [lane, { letter }] of machine.program.threads.entries()) {
    const args: number[] = []
    for (const arg of machine.threadArgs[lane] ?? []) {
      const value = stepper.read(lane, arg)
      if (value === undefined) return fail(`an argument of thread ${letter} cannot be read`)
      args.push(value)
    }
    stepper.begin(lane, args)
  }
  return ok({ state, events })
}
