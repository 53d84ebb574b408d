/**
 * A run: a schedule together with its steps, events and states. The states are kept as differences,
 * so that stepping back and jumping cost no re-execution.
 */

import { fail, ok, type Result } from '../util/result.ts'
import type { LaneId, Pc } from './code.ts'
import { type Readiness, readiness, waitsForItself } from './enabled.ts'
import type { Access } from './events.ts'
import { initialState, type LaneEvent } from './initial.ts'
import { type Machine, pcOf } from './machine.ts'
import { Stepper } from './stepper.ts'

/** One entry of a schedule: who runs, and which alternative when the step is a choice. */
export interface ScheduleEntry {
  readonly lane: LaneId
  readonly choice: number
}

export interface RunStep extends ScheduleEntry {
  /** Where the lane stood before the step. */
  readonly pc: Pc
  /** The instruction that the step is named after. */
  readonly main: Pc
  /** `events` before this index happened before the main instruction. */
  readonly eventsBefore: number
  /** The step only evaluates the arguments of a call, because the callee begins with a wait. */
  readonly isArguments: boolean
  readonly accesses: readonly Access[]
  readonly events: readonly LaneEvent[]
  /** Changed words: index, old value, new value, and so on. */
  readonly changes: Int32Array
}

/** Why a lane cannot take a step. */
export type CannotRun =
  | { readonly kind: 'no-such-lane' }
  | { readonly kind: 'bad-choice'; readonly options: readonly string[] }
  | {
      readonly kind: 'not-ready'
      readonly readiness: Exclude<Readiness, { readonly kind: 'ready' }>
    }

export class Run {
  readonly machine: Machine
  readonly setupEvents: readonly LaneEvent[]
  /** State at the cursor; do not write to it. */
  readonly state: Int32Array
  private readonly recorder: StepRecorder
  private readonly recorded: RunStep[] = []
  private at = 0

  private constructor(machine: Machine, state: Int32Array, setupEvents: readonly LaneEvent[]) {
    this.machine = machine
    this.state = state
    this.recorder = new StepRecorder(machine, state)
    this.setupEvents = setupEvents
  }

  /** A run without steps; fails when the scenario's set-up is wrong. */
  static begin(machine: Machine): Result<Run, string> {
    const start = initialState(machine)
    return start.ok ? ok(new Run(machine, start.value.state, start.value.events)) : start
  }

  get steps(): readonly RunStep[] {
    return this.recorded
  }

  /** How many steps have been executed at the present state. */
  get cursor(): number {
    return this.at
  }

  readiness(lane: LaneId): Readiness {
    return readiness(this.machine, this.state, lane)
  }

  /** Lets `lane` take a step after the cursor; recorded steps behind the cursor are dropped. */
  step(lane: LaneId, choice = 0): Result<RunStep, CannotRun> {
    if (!isIndex(lane, this.machine.setupLane)) return fail({ kind: 'no-such-lane' })
    const ready = this.readiness(lane)
    if (ready.kind !== 'ready') return fail({ kind: 'not-ready', readiness: ready })
    if (!isIndex(choice, Math.max(1, ready.options.length))) {
      return fail({ kind: 'bad-choice', options: ready.options })
    }
    const step = this.recorder.take({ lane, choice })
    this.recorded.length = this.at
    this.recorded.push(step)
    this.at++
    return ok(step)
  }

  /** A run of its own, at its end, that begins with the first `length` steps of this one. */
  fork(length: number): Run {
    const run = new Run(this.machine, this.stateAt(length), this.setupEvents)
    for (let at = 0; at < length; at++) run.add(this.recorded[at])
    return run
  }

  /** Goes on with steps that another run took from the present state. */
  follow(steps: readonly RunStep[]): void {
    this.recorded.length = this.at
    for (const step of steps) {
      apply(this.state, step.changes)
      this.add(step)
    }
  }

  /** A copy of the state after `cursor` steps. */
  stateAt(cursor: number): Int32Array {
    const state = this.state.slice()
    for (let at = this.at; at > cursor; at--) revert(state, this.recorded[at - 1]?.changes)
    for (let at = this.at; at < cursor; at++) apply(state, this.recorded[at]?.changes)
    return state
  }

  private add(step: RunStep | undefined): void {
    if (step === undefined) return
    this.recorded.push(step)
    this.at++
  }

  /** Moves to the state after `cursor` steps, clamped to 0 … steps. */
  jump(cursor: number): void {
    const target = Math.max(0, Math.min(this.recorded.length, cursor))
    while (this.at > target) {
      this.at--
      revert(this.state, this.recorded[this.at]?.changes)
    }
    while (this.at < target) {
      apply(this.state, this.recorded[this.at]?.changes)
      this.at++
    }
  }
}

/** Executes steps on a state in place and tells everything about each. The lane must be enabled. */
export class StepRecorder {
  private accesses: Access[] = []
  private events: LaneEvent[] = []
  private main: Pc | undefined
  private eventsBefore = 0
  private readonly before = new Map<number, number>()
  private readonly machine: Machine
  private readonly state: Int32Array
  private readonly stepper: Stepper

  constructor(machine: Machine, state: Int32Array) {
    this.machine = machine
    this.state = state
    this.stepper = new Stepper(
      machine,
      state,
      {
        main: (pc) => {
          this.main = pc
          this.eventsBefore = this.events.length
        },
        access: (access) => this.accesses.push(access),
        event: (event, lane, pc) => this.events.push({ event, lane, pc }),
      },
      (index, old) => {
        if (!this.before.has(index)) this.before.set(index, old)
      },
    )
  }

  /** What a step would do, without doing it. */
  peek(entry: ScheduleEntry): RunStep {
    const step = this.take(entry)
    revert(this.state, step.changes)
    return step
  }

  take({ lane, choice }: ScheduleEntry): RunStep {
    const { machine, state } = this
    const pc = pcOf(machine, state, lane)
    this.accesses = []
    this.events = []
    this.main = undefined
    this.eventsBefore = 0
    this.before.clear()
    this.stepper.step(lane, choice)
    const self = selfDeadlock(machine, state, lane)
    if (self !== undefined) this.events.push(self)
    const { accesses, events, main, eventsBefore } = this
    return {
      lane,
      choice,
      pc,
      main: main ?? pc,
      eventsBefore,
      isArguments: main === undefined && isGlue(machine, lane, pc),
      accesses,
      events,
      changes: changesOf(this.before, state),
    }
  }
}

/** Executes one step on `state` in place and tells everything about it. The lane must be enabled. */
export function takeStep(machine: Machine, state: Int32Array, entry: ScheduleEntry): RunStep {
  return new StepRecorder(machine, state).take(entry)
}

/** Words that a step has written and written back have not changed. */
function changesOf(before: ReadonlyMap<number, number>, state: Int32Array): Int32Array {
  const changes: number[] = []
  for (const [index, old] of before) {
    const now = state[index] ?? 0
    if (now !== old) changes.push(index, old, now)
  }
  return new Int32Array(changes)
}

function isIndex(value: number, length: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < length
}

function isGlue(machine: Machine, lane: LaneId, pc: Pc): boolean {
  const instr = machine.lanes[lane]?.code[pc]
  return instr?.op === 'set' && instr.glue
}

function selfDeadlock(machine: Machine, state: Int32Array, lane: LaneId): LaneEvent | undefined {
  const after = readiness(machine, state, lane)
  if (after.kind !== 'blocked') return undefined
  const self = waitsForItself(lane, after.why)
  if (self === undefined) return undefined
  return { event: { kind: 'fault', fault: { kind: 'self-deadlock', ...self } }, lane, pc: after.pc }
}

/** Makes of the state before a step the one after it. */
export function apply(state: Int32Array, changes: Int32Array = new Int32Array()): void {
  for (let i = 0; i < changes.length; i += 3) state[changes[i] ?? 0] = changes[i + 2] ?? 0
}

function revert(state: Int32Array, changes: Int32Array = new Int32Array()): void {
  for (let i = 0; i < changes.length; i += 3) state[changes[i] ?? 0] = changes[i + 1] ?? 0
}
