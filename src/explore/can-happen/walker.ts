/** Takes every step that a state allows, one after the other, and takes each back. */

import type { LaneId, Pc } from '../../machine/code.ts'
import { readiness, waitsForItself } from '../../machine/enabled.ts'
import { laneStatus, type Machine, pcOf, statusOf } from '../../machine/machine.ts'
import { Stepper } from '../../machine/stepper.ts'

/** While the visitor looks, the state is the one after the step. `main`: what the step is named after. */
export type Visit = (step: Taken) => void

export interface Taken {
  readonly lane: LaneId
  readonly choice: number
  readonly main: Pc
  readonly isFaulty: boolean
}

export class Walker {
  /** The caller fills it. */
  readonly state: Int32Array
  private readonly machine: Machine
  private readonly stepper: Stepper
  private readonly log: number[] = []
  private main: Pc | undefined
  private isFaulty = false

  constructor(machine: Machine) {
    this.machine = machine
    this.state = new Int32Array(machine.stateSize)
    this.stepper = new Stepper(
      machine,
      this.state,
      {
        main: (pc) => {
          this.main = pc
        },
        access: () => {},
        event: (event) => {
          if (event.kind === 'fault') this.isFaulty = true
        },
      },
      (index, old) => this.log.push(index, old),
    )
  }

  /** In the order of lanes and choices; how many lanes have started and are not done. */
  visit(visit: Visit): { readonly taken: number; readonly unfinished: number } {
    const { machine, state } = this
    let taken = 0
    let unfinished = 0
    for (let lane = 0; lane < machine.setupLane; lane++) {
      const status = statusOf(machine, state, lane)
      if (status === laneStatus.running || status === laneStatus.crashed) unfinished++
      const ready = readiness(machine, state, lane)
      if (ready.kind !== 'ready') continue
      for (let choice = 0; choice < Math.max(1, ready.options.length); choice++) {
        visit(this.take(lane, choice))
        this.takeBack()
        taken++
      }
    }
    return { taken, unfinished }
  }

  private take(lane: LaneId, choice: number): Taken {
    const pc = pcOf(this.machine, this.state, lane)
    this.main = undefined
    this.isFaulty = false
    this.log.length = 0
    this.stepper.step(lane, choice)
    const after = readiness(this.machine, this.state, lane)
    if (after.kind === 'blocked' && waitsForItself(lane, after.why) !== undefined)
      this.isFaulty = true
    return { lane, choice, main: this.main ?? pc, isFaulty: this.isFaulty }
  }

  private takeBack(): void {
    const { log, state } = this
    for (let i = log.length - 2; i >= 0; i -= 2) state[log[i] ?? 0] = log[i + 1] ?? 0
  }
}
