/**
 * Distinct failures of the runs that a class search explores. Of several faults in a run only those
 * count that no other fault happens before: each is then the last step of a run without another.
 */

import type { LaneId } from '../../machine/code.ts'
import { readiness, waitsForItself } from '../../machine/enabled.ts'
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
    const failed = this.faults(history)
    const isSelf = this.selfDeadlocks(executor, history, blocked, failed)
    if (failed.length > 0) return 'failing'
    if (blocked.length > 0) {
      const pcs = blocked.map((lane) => executor.pcOf(lane))
      if (!isSelf)
        this.note({ kind: 'deadlock', lanes: blocked, pcs }, () => scheduleOf(history.events))
      return 'blocked'
    }
    for (const object of leakedObjects(this.machine, executor.words))
      this.note({ kind: 'leak', object }, () => scheduleOf(history.events))
    return 'class'
  }

  /** Looks at a run that does not go on although it could. */
  cut(history: History, how: 'redundant' | 'cut'): void {
    this.faults(history)
    if (how === 'cut') this.limit ??= 'steps'
  }

  /** The steps of the run that have a fault. */
  private faults(history: History): readonly number[] {
    const failed: number[] = []
    for (const [at, { lane, faults }] of history.events.entries()) {
      if (faults.length === 0) continue
      if (!failed.some((early) => history.isBefore(early, at))) {
        for (const { fault, pc } of faults) {
          if (fault.kind === 'bound') this.limit ??= 'model'
          this.note({ kind: 'fault', lane, pc, fault }, () => pastOf(history, at))
        }
      }
      failed.push(at)
    }
    return failed
  }

  /** Lanes that wait for what they hold themselves, unless that is the consequence of a fault. */
  private selfDeadlocks(
    executor: Executor,
    history: History,
    blocked: readonly LaneId[],
    failed: readonly number[],
  ): boolean {
    let isSelf = false
    for (const lane of blocked) {
      const ready = readiness(this.machine, executor.words, lane)
      const self = ready.kind === 'blocked' ? waitsForItself(lane, ready.why) : undefined
      const last = history.lastOf(lane)
      if (self === undefined || last < 0) continue
      if (failed.some((fault) => history.isBefore(fault, last))) continue
      isSelf = true
      const fault = { kind: 'self-deadlock', ...self } as const
      const pc = executor.pcOf(lane)
      this.note({ kind: 'fault', lane, pc, fault }, () => pastOf(history, last))
    }
    return isSelf
  }

  private note(failure: Failure, schedule: () => readonly ScheduleEntry[]): void {
    const key = failureKey(this.machine, failure)
    if (!this.found.has(key)) this.found.set(key, { failure, schedule: schedule() })
  }
}

/** What happens before a step, and the step. */
function pastOf(history: History, at: number): readonly ScheduleEntry[] {
  return scheduleOf(history.events.filter((_, i) => i <= at && history.isBefore(i, at)))
}

function scheduleOf(events: readonly Event[]): readonly ScheduleEntry[] {
  return events.map(({ lane, choice }) => ({ lane, choice }))
}
