/**
 * Takes every enabled step of a state, one after the other, and takes each back: the plain way to
 * successors, by the machine's own stepper.
 */

import type { Instr, LaneId, Pc } from '../machine/code.ts'
import type { Access, Fault } from '../machine/events.ts'
import { type DataRace, type NextStep, racesBetween } from '../machine/races.ts'
import { waitsForItself, readiness } from '../machine/enabled.ts'
import { laneStatus, laneWord, type Machine } from '../machine/machine.ts'
import { Stepper } from '../machine/stepper.ts'

/** A fault and the instruction that committed it. */
export interface FaultAt {
  readonly fault: Fault
  readonly pc: Pc
}

/** What is told of each step; without faults the state is the one after it, until the visitor returns. */
export interface Visitor {
  /** `told-before`: the step goes wrong, and another one went wrong in the same ways. */
  readonly step: (lane: LaneId, choice: number, faults: readonly FaultAt[] | 'told-before') => void
  /** The step has been taken back. */
  readonly undone?: () => void
}

/** Takes every enabled step of a state. */
export interface Successors {
  /** The state to expand; the caller fills it. */
  readonly state: Int32Array
  /** Of the state that was expanded last; known before the first step is told. */
  readonly standing: Standing
  /** Data races between the next steps of the state that was expanded last. */
  readonly races: readonly DataRace[]
  /** Changed words of the state, each followed by its old value, while the visitor looks at a step. */
  readonly log: ArrayLike<number>
  /** Entries of `log`, in pairs. */
  readonly logged: number
  readonly expand: (visitor: Visitor) => void
}

interface Footprint extends NextStep {
  readonly accesses: Access[]
}

/** How the lanes stand, one bit per lane. */
export interface Standing {
  /** Lanes that can take a step. */
  enabled: number
  /** Lanes that wait. */
  blocked: number
}

export class Expander implements Successors {
  readonly state: Int32Array
  readonly standing: Standing = { enabled: 0, blocked: 0 }
  readonly log: number[] = []
  /** What the step that is being told is named after. */
  main: Pc = 0
  private readonly alternatives: number[] = []
  private readonly footprints: Footprint[] = []
  private readonly machine: Machine
  private readonly stepper: Stepper
  private accesses: Access[] = []
  private faults: FaultAt[] = []

  /** `state`: what stands for the words of the state, and `StepperOf` takes the steps. */
  constructor(
    machine: Machine,
    state: Int32Array = new Int32Array(machine.stateSize),
    StepperOf: typeof Stepper = Stepper,
  ) {
    this.machine = machine
    this.state = state
    this.stepper = new StepperOf(
      machine,
      this.state,
      {
        main: (pc) => {
          this.main = pc
        },
        access: (access) => this.accesses.push(access),
        event: (event, _, pc) => {
          if (event.kind === 'fault') this.faults.push({ fault: event.fault, pc })
        },
      },
      (index, old) => this.log.push(index, old),
    )
  }

  get logged(): number {
    return this.log.length / 2
  }

  expand(visitor: Visitor): void {
    this.footprints.length = 0
    this.standing.enabled = 0
    this.standing.blocked = 0
    const lanes = this.machine.setupLane
    for (let lane = 0; lane < lanes; lane++) {
      const options = this.optionsOf(lane)
      this.alternatives[lane] = options
      if (options > 0) this.standing.enabled |= 1 << lane
      if (options < 0) this.standing.blocked |= 1 << lane
    }
    for (let lane = 0; lane < lanes; lane++) {
      for (let choice = 0; choice < this.alternatives[lane]!; choice++)
        this.take(lane, choice, visitor)
    }
  }

  /** Takes the alternatives of one lane's next step; what they touch together, if it has any. */
  expandLane(lane: LaneId, visitor: Visitor): NextStep | undefined {
    this.footprints.length = 0
    const options = this.optionsOf(lane)
    for (let choice = 0; choice < options; choice++) this.take(lane, choice, visitor)
    return this.footprints[0]
  }

  get races(): readonly DataRace[] {
    const { footprints } = this
    return footprints.flatMap((left, i) =>
      footprints.slice(i + 1).flatMap((right) => racesBetween(left, right)),
    )
  }

  /** Alternatives of a lane's next step: 0 when it has none to take, -1 when it waits. */
  optionsOf(lane: LaneId): number {
    const base = this.machine.laneBase[lane]!
    if (this.state[base + laneWord.status] !== laneStatus.running) return 0
    const first = this.first(lane)
    switch (first?.op) {
      case 'relax':
        return this.state[base + laneWord.dirty] === 0 ? -1 : 1
      case 'await':
        return this.stepper.holds(lane, first.cond) ? 1 : -1
      case 'choose':
        return first.options.length
      default:
        return 1
    }
  }

  private first(lane: LaneId): Instr | undefined {
    const { code } = this.machine.lanes[lane]!
    const pc = this.state[this.machine.laneBase[lane]! + laneWord.pc]!
    const instr = code[pc]
    return instr?.op === 'atomic-begin' ? code[pc + 1] : instr
  }

  private take(lane: LaneId, choice: number, visitor: Visitor): void {
    const { log, state } = this
    log.length = 0
    this.accesses = []
    this.faults = []
    const pc = state[this.machine.laneBase[lane]! + laneWord.pc]!
    this.main = pc
    this.stepper.step(lane, choice)
    this.checkSelf(lane)
    const last = this.footprints.at(-1)
    // All alternatives of a lane's step together: a race needs only one of them.
    if (last?.lane === lane) last.accesses.push(...this.accesses)
    else this.footprints.push({ lane, pc, accesses: this.accesses })
    visitor.step(lane, choice, this.faults)
    for (let i = log.length - 2; i >= 0; i -= 2) state[log[i]!] = log[i + 1]!
    visitor.undone?.()
  }

  /** As `takeStep` does: a lane that from now on waits for itself is a fault of this step. */
  private checkSelf(lane: LaneId): void {
    if (this.first(lane)?.op !== 'await') return
    const after = readiness(this.machine, this.state, lane)
    if (after.kind !== 'blocked') return
    const self = waitsForItself(lane, after.why)
    if (self !== undefined)
      this.faults.push({ fault: { kind: 'self-deadlock', ...self }, pc: after.pc })
  }
}
