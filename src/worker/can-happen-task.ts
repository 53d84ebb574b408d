/** Whether pinned steps can happen in a given order: a search in slices. */

import { CanHappen, type CanHappenEnd } from '../explore/can-happen/can-happen.ts'
import { contradicts } from '../explore/can-happen/pins.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { HeddleError } from './protocol.ts'
import { scheduleText } from './schedule-text.ts'
import type { CanHappenProgress, CanHappenRequest, CanHappenResult } from './search-protocol.ts'
import type { Clock } from './search-task.ts'

/** States between two looks at the clock. */
const burst = 64

export class CanHappenTask {
  private readonly prepared: Prepared
  private readonly search: CanHappen
  private readonly now: Clock
  private readonly startedAt: number
  private end: CanHappenEnd | undefined

  private constructor(prepared: Prepared, request: CanHappenRequest, now: Clock) {
    const { maxStates, maxBytes } = request
    this.prepared = prepared
    this.now = now
    this.startedAt = now()
    this.search = new CanHappen(prepared.machine, request, {
      ...(maxStates === undefined ? {} : { states: maxStates }),
      ...(maxBytes === undefined ? {} : { bytes: maxBytes }),
    })
  }

  /** Fails with what is wrong with the request: a thread that there is not, an order in a circle. */
  static start(request: CanHappenRequest, now: Clock): Result<CanHappenTask, HeddleError> {
    const prepared = prepare(request.scenario, request.variant)
    if (!prepared.ok) return prepared
    const { pins, before } = request
    const isKnown = before.every(({ first, second }) => first < pins.length && second < pins.length)
    if (!isKnown || pins.length === 0) {
      const message = 'Pin at least one step, and order only steps that are pinned.'
      return fail({ code: 'bad-request', part: 'pins', message })
    }
    if (contradicts(request)) {
      const message =
        'These orders go round in a circle: no run can keep to all of them. Take one of them away.'
      return fail({ code: 'bad-request', part: 'before', message })
    }
    return ok(new CanHappenTask(prepared.value, request, now))
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

  get progress(): CanHappenProgress {
    const { states, depth } = this.search
    return { states, depth, seconds: (this.now() - this.startedAt) / 1_000 }
  }

  result(): CanHappenResult {
    const end = this.end ?? { kind: 'bounded', limit: 'cancelled' }
    const base = this.progress
    switch (end.kind) {
      case 'happens': {
        const schedule = scheduleText(this.prepared.machine, end.schedule)
        return { ...base, kind: 'happens', schedule, steps: end.schedule.length }
      }
      case 'never':
        return { ...base, kind: 'never' }
      case 'bounded':
        return { ...base, kind: 'bounded', limit: end.limit }
    }
  }
}
