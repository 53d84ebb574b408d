/** Whether pinned steps can happen in a given order: a search in slices. */

import { CanHappen, type CanHappenEnd } from '../explore/can-happen/can-happen.ts'
import { contradicts } from '../explore/can-happen/pins.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { HeddleError } from './protocol.ts'
import { scheduleText } from './schedule-text.ts'
import type { CanHappenProgress, CanHappenRequest, CanHappenResult } from './search-protocol.ts'
import type { Clock } from './search-task.ts'
import { Slices } from './slices.ts'

export class CanHappenTask {
  private readonly prepared: Prepared
  private readonly search: CanHappen
  private readonly slices: Slices<CanHappenEnd>

  private constructor(prepared: Prepared, request: CanHappenRequest, now: Clock) {
    const { maxStates, maxBytes } = request
    this.prepared = prepared
    this.search = new CanHappen(prepared.machine, request, { states: maxStates, bytes: maxBytes })
    this.slices = new Slices(this.search, now)
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
    return this.slices.advance(milliseconds)
  }

  stop(): void {
    this.slices.stop()
  }

  get progress(): CanHappenProgress {
    const { states, depth } = this.search
    return { states, depth, seconds: this.slices.seconds }
  }

  result(): CanHappenResult {
    const { end } = this.slices
    const base = this.progress
    switch (end.kind) {
      case 'happens': {
        const schedule = scheduleText(this.prepared.machine, end.schedule)
        return { ...base, kind: 'happens', schedule, steps: end.schedule.length }
      }
      case 'never':
      case 'bounded':
        return { ...base, ...end }
    }
  }
}
