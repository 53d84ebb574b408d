/**
 * A run with everything that explaining it needs: the steps as the machine recorded them, and which of
 * them happen before which, by the same footprints and clocks as the search over interleaving classes.
 */

import type { LaneId } from '../../machine/code.ts'
import { holdersIn } from '../../machine/holders.ts'
import { initialState } from '../../machine/initial.ts'
import { laneStatus, type Machine, pcOf, statusOf } from '../../machine/machine.ts'
import { objectOf } from '../../machine/memory.ts'
import { Run, type RunStep, type ScheduleEntry } from '../../machine/run.ts'
import { fail, ok, type Result } from '../../util/result.ts'
import { type Event, maskOf } from '../dpor/event.ts'
import { Executor } from '../dpor/executor.ts'
import { History } from '../dpor/history.ts'

/** Index of a step in a run. */
export type StepAt = number

export interface RecordedSteps {
  readonly machine: Machine
  /** Stands at its end. */
  readonly run: Run
  readonly steps: readonly RunStep[]
  readonly events: readonly Event[]
  /** Steps of each lane, in order. */
  readonly byLane: readonly (readonly StepAt[])[]
  /** Per step, how many steps of its lane come before it. */
  readonly rank: readonly number[]
}

export interface Recorded extends RecordedSteps {
  readonly history: History
}

/** Plays the schedule; fails with the step that cannot run, counted from 1, or with what set-up does wrong. */
export function record(
  machine: Machine,
  schedule: readonly ScheduleEntry[],
): Result<Recorded, string> {
  const recorded = recordSteps(machine, schedule)
  if (!recorded.ok) return recorded
  const history = new History(machine.setupLane)
  for (const event of recorded.value.events) history.push(event)
  return ok({ ...recorded.value, history })
}

/** The same without clocks, whose time grows with the square of the length. */
export function recordSteps(
  machine: Machine,
  schedule: readonly ScheduleEntry[],
): Result<RecordedSteps, string> {
  const begun = Run.begin(machine)
  const start = initialState(machine)
  if (!begun.ok) return begun
  if (!start.ok) return start
  const run = begun.value
  const executor = Executor.on(machine, start.value.state)
  const events: Event[] = []
  const byLane: StepAt[][] = Array.from({ length: machine.setupLane }, () => [])
  const rank: number[] = []
  for (const [at, { lane, choice }] of schedule.entries()) {
    const step = run.step(lane, choice)
    if (!step.ok) return fail(`step ${at + 1} cannot run`)
    const own = byLane[lane] ?? []
    rank.push(own.length)
    own.push(at)
    events.push(withOwnWait(machine, executor, executor.take(lane, choice)))
  }
  return ok({ machine, run, steps: run.steps, events, byLane, rank })
}

/**
 * The step before a wait looks ahead to it when the lane may be waiting for itself: whether that is a
 * fault depends on what others have written by then.
 */
function withOwnWait(machine: Machine, executor: Executor, event: Event): Event {
  const wait = mayWaitForItself(machine, executor, event.lane)
    ? executor.wait(event.lane)
    : undefined
  if (wait === undefined) return event
  const looked = executor.watch(event.lane, wait).filter((word) => !event.writes.includes(word))
  const reads = [...new Set([...event.reads, ...looked])]
  return { ...event, reads, readMask: maskOf(reads) }
}

/** The lane comes to a wait for a lock that it holds, or for the end of its own read section. */
function mayWaitForItself(machine: Machine, executor: Executor, lane: LaneId): boolean {
  const code = machine.lanes[lane]?.code
  const pc = executor.pcOf(lane)
  const instr = code?.[pc]?.op === 'atomic-begin' ? code[pc + 1] : code?.[pc]
  if (instr?.op !== 'await' || instr.wait.kind === 'event') return false
  const { wait } = instr
  if (wait.kind === 'grace-period' && wait.lanes !== undefined)
    return ((executor.peek(lane, wait.lanes) >> lane) & 1) === 1
  const lock = executor.peek(lane, wait.kind === 'lock' ? wait.lock : wait.domain)
  const held = objectOf(machine.memory, lock) === undefined ? 0 : (executor.words[lock] ?? 0)
  return holdersIn(held, machine.lanes.length).some((holder) => holder.lane === lane)
}

export function hasFault({ events }: RunStep): boolean {
  return events.some(({ event }) => event.kind === 'fault')
}

export function scheduleOf(
  steps: readonly ScheduleEntry[],
  order: readonly StepAt[],
): readonly ScheduleEntry[] {
  return order.flatMap((at) => {
    const step = steps[at]
    return step === undefined ? [] : [{ lane: step.lane, choice: step.choice }]
  })
}

export function countSwitches(schedule: readonly ScheduleEntry[]): number {
  return schedule.filter(({ lane }, at) => at > 0 && schedule[at - 1]?.lane !== lane).length
}

/** What wakes retry loops: the machine lets them go on only after another lane has written. */
export interface Spins {
  /** Per step: it wrote something that others may be waiting for. */
  readonly wrote: readonly boolean[]
  /** Per step: it begins another round of a retry loop. */
  readonly retries: readonly boolean[]
  /** Per step: its lane then stands inside of a retry loop. */
  readonly inside: readonly boolean[]
  /** Lanes that stand in one before their first step. */
  readonly insideAtStart: readonly boolean[]
}

/** Undefined for a run in which nobody retries. */
export function spinsOf({ machine, run, steps, events, byLane }: RecordedSteps): Spins | undefined {
  const retries = events.map((event) => event.wait?.kind === 'spin')
  const isSpin = (lane: LaneId, pc: number | undefined): boolean =>
    pc !== undefined && machine.lanes[lane]?.code[pc]?.spin === true
  const inside = steps.map(() => false)
  const insideAtStart = byLane.map((own, lane) => {
    const isStatic = machine.lanes[lane]?.kind !== 'dynamic'
    return isStatic && isSpin(lane, own[0] === undefined ? undefined : steps[own[0]]?.pc)
  })
  for (const [lane, own] of byLane.entries()) {
    for (const [i, at] of own.entries()) {
      const next = own[i + 1]
      const isRunning =
        next !== undefined || statusOf(machine, run.state, lane) === laneStatus.running
      const pc = next === undefined ? pcOf(machine, run.state, lane) : steps[next]?.pc
      inside[at] = isRunning && isSpin(lane, pc)
    }
  }
  if (!retries.includes(true) && !inside.includes(true)) return undefined
  return { wrote: steps.map(hasWritten), retries, inside, insideAtStart }
}

function hasWritten({ accesses, events }: RunStep): boolean {
  return (
    accesses.some(({ kind }) => kind === 'write') ||
    events.some(({ event: { kind } }) => kind === 'alloc' || kind === 'free' || kind === 'spawn')
  )
}
