/**
 * Distinct failures of the runs that a class search explores. Of several faults in a run only those
 * count that no other fault happens before: each is then the last step of a run without another.
 */

import type { LaneId, Pc } from '../../machine/code.ts'
import { readiness, waitsForItself } from '../../machine/enabled.ts'
import type { Fault } from '../../machine/events.ts'
import type { Machine } from '../../machine/machine.ts'
import type { ScheduleEntry } from '../../machine/run.ts'
import { failureKey, leakedObjects } from '../failures.ts'
import { switchesOf } from '../switches.ts'
import type { Failure, Finding } from '../verdict.ts'
import type { ClassLimit, RunEnd } from './class-report.ts'
import type { Event } from './event.ts'
import type { Executor } from './executor.ts'
import type { History } from './history.ts'

interface Found {
  readonly failure: Failure
  readonly schedule: readonly ScheduleEntry[]
}

interface Failed {
  /** Index of the step. */
  readonly at: number
  readonly lane: LaneId
  readonly pc: Pc
  readonly fault: Fault
}

export class ClassFindings {
  limit: ClassLimit | undefined
  private readonly machine: Machine
  private readonly found = new Map<string, Found>()

  constructor(machine: Machine) {
    this.machine = machine
  }

  get hasHitBound(): boolean {
    return this.limit !== undefined
  }

  list(): readonly Finding[] {
    return [...this.found].map(([key, { failure, schedule }]) => ({
      key,
      failure,
      schedule,
      ...switchesOf(this.machine, schedule),
    }))
  }

  /** Looks at a run that is over; says how it ended. */
  end(executor: Executor, history: History, blocked: readonly LaneId[]): RunEnd {
    const stuck = this.stuckOnThemselves(executor, history)
    this.noteFirst(history, stuck)
    if (history.events.some(hasFault)) return 'failing'
    if (blocked.length > 0) {
      const pcs = blocked.map((lane) => executor.pcOf(lane))
      if (stuck.length === 0)
        this.note({ kind: 'deadlock', lanes: blocked, pcs }, () => scheduleOf(history.events))
      return 'blocked'
    }
    for (const object of leakedObjects(this.machine, executor.words))
      this.note({ kind: 'leak', object }, () => scheduleOf(history.events))
    return 'class'
  }

  /** Looks at a run that was cut at the limit of steps. */
  cut(executor: Executor, history: History): void {
    this.noteFirst(history, this.stuckOnThemselves(executor, history))
    this.limit ??= 'steps'
  }

  /** Notes the failing steps that no other failing step happens before. */
  private noteFirst(history: History, stuck: readonly Failed[]): void {
    const failed = [...stuck]
    for (const [at, { lane, faults }] of history.events.entries())
      for (const { fault, pc } of faults) failed.push({ at, lane, pc, fault })
    for (const { at, lane, pc, fault } of failed) {
      if (failed.some((other) => other.at !== at && history.isBefore(other.at, at))) continue
      if (fault.kind === 'bound') this.limit ??= 'model'
      this.note({ kind: 'fault', lane, pc, fault }, () => pastOf(history, at))
    }
  }

  /**
   * Lanes that wait for what they hold themselves: their last step has led to it. It may have gone wrong
   * before it came there; then both are failures of that step.
   */
  private stuckOnThemselves(executor: Executor, history: History): readonly Failed[] {
    return [...this.machine.lanes.keys()].flatMap((lane) => {
      const ready = readiness(this.machine, executor.words, lane)
      const self = ready.kind === 'blocked' ? waitsForItself(lane, ready.why) : undefined
      const at = history.lastOf(lane)
      if (self === undefined || at < 0) return []
      return [{ at, lane, pc: executor.pcOf(lane), fault: { kind: 'self-deadlock', ...self } }]
    })
  }

  private note(failure: Failure, schedule: () => readonly ScheduleEntry[]): void {
    const key = failureKey(this.machine, failure)
    if (!this.found.has(key)) this.found.set(key, { failure, schedule: schedule() })
  }
}

function hasFault({ faults }: Event): boolean {
  return faults.length > 0
}

/** What happens before a step, and the step. */
function pastOf(history: History, at: number): readonly ScheduleEntry[] {
  return scheduleOf(history.events.filter((_, i) => i <= at && history.isBefore(i, at)))
}

function scheduleOf(events: readonly Event[]): readonly ScheduleEntry[] {
  return events.map(({ lane, choice }) => ({ lane, choice }))
}
