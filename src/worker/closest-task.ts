/** The passing run closest to one that goes wrong: a search in slices, and what the two runs differ in. */

import { Closest, type ClosestEnd } from '../explore/closest/closest.ts'
import { closestSentence } from '../compare/closest-words.ts'
import { ok, type Result } from '../util/result.ts'
import { openWhole, type Whole } from './explain.ts'
import type { HeddleError } from './protocol.ts'
import { replay } from './replay.ts'
import type { ClosestProgress, ClosestRequest, ClosestResult } from './search-protocol.ts'
import type { Clock } from './search-task.ts'

/** States between two looks at the clock. */
const burst = 64

export class ClosestTask {
  private readonly whole: Whole
  private readonly search: Closest
  private readonly now: Clock
  private readonly startedAt: number
  private end: ClosestEnd | undefined

  private constructor(whole: Whole, { maxStates, maxBytes }: ClosestRequest, now: Clock) {
    this.whole = whole
    this.now = now
    this.startedAt = now()
    this.search = new Closest(whole.prepared.machine, whole.entries, {
      ...(maxStates === undefined ? {} : { states: maxStates }),
      ...(maxBytes === undefined ? {} : { bytes: maxBytes }),
    })
  }

  /** Fails when the schedule does not run to its end. */
  static start(request: ClosestRequest, now: Clock): Result<ClosestTask, HeddleError> {
    const whole = openWhole(request.spec)
    return whole.ok ? ok(new ClosestTask(whole.value, request, now)) : whole
  }

  /** True when the search has ended. */
  advance(milliseconds: number): boolean {
    const until = this.now() + milliseconds
    while (this.end === undefined && this.now() < until) this.end = this.search.advance(burst)
    return this.end !== undefined
  }

  stop(): void {
    this.end ??= { kind: 'bounded', limit: 'cancelled' }
  }

  get progress(): ClosestProgress {
    const { size, kept } = this.search
    return { states: size, kept, seconds: (this.now() - this.startedAt) / 1_000 }
  }

  result(): ClosestResult {
    const end = this.end ?? { kind: 'bounded', limit: 'cancelled' }
    const base = this.progress
    if (end.kind !== 'found') return { ...base, ...end }
    const { prepared, opened } = this.whole
    const passing = replay(prepared, end.schedule, end.schedule.length)
    if (!passing.ok) throw new Error(passing.error.message)
    const { run } = passing.value
    const sentence = closestSentence(opened.run, run, end.common)
    return { ...base, kind: 'found', schedule: run.schedule, common: end.common, sentence }
  }
}
