/** The passing run closest to one that goes wrong: a search in slices, and what the two runs differ in. */

import { Closest, type ClosestEnd } from '../explore/closest/closest.ts'
import { closestSentence } from '../compare/closest-words.ts'
import { ok, type Result } from '../util/result.ts'
import { openWhole, type Whole } from './explain.ts'
import type { HeddleError } from './protocol.ts'
import { replay } from './replay.ts'
import type { ClosestProgress, ClosestRequest, ClosestResult } from './search-protocol.ts'
import type { Clock } from './search-task.ts'
import { Slices } from './slices.ts'

export class ClosestTask {
  private readonly whole: Whole
  private readonly search: Closest
  private readonly slices: Slices<ClosestEnd>

  private constructor(whole: Whole, { maxStates, maxBytes }: ClosestRequest, now: Clock) {
    this.whole = whole
    const bounds = { states: maxStates, bytes: maxBytes }
    this.search = new Closest(whole.prepared.machine, whole.entries, bounds)
    this.slices = new Slices(this.search, now)
  }

  /** Fails when the schedule does not run to its end. */
  static start(request: ClosestRequest, now: Clock): Result<ClosestTask, HeddleError> {
    const whole = openWhole(request.spec)
    return whole.ok ? ok(new ClosestTask(whole.value, request, now)) : whole
  }

  /** True when the search has ended. */
  advance(milliseconds: number): boolean {
    return this.slices.advance(milliseconds)
  }

  stop(): void {
    this.slices.stop()
  }

  get progress(): ClosestProgress {
    const { size, kept } = this.search
    return { states: size, kept, seconds: this.slices.seconds }
  }

  result(): ClosestResult {
    const { end } = this.slices
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
