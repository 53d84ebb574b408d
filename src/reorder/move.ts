/**
 * Replays a run with a block of its steps moved: first what must run, the steps above the gap and the
 * block; then the rest as far as it can. A thread that has to wait there is put off, as the kernel would,
 * and catches up as soon as it can go on.
 */

import { Trail } from '../machine/rerun.ts'
import type { CannotRun, Run } from '../machine/run.ts'
import { fail, ok, type Result } from '../util/result.ts'
import type { StepAt } from '../explore/explain/recorded.ts'
import { type Block, type Gap, movedOrder } from './block.ts'
import type { Refusal } from './feasibility.ts'

export interface Moved {
  /** Stands at its end. */
  readonly run: Run
  /** Per step of the new run, which step of the old one its place in the schedule comes from. */
  readonly origin: readonly StepAt[]
  /** Where the block begins in the new run. */
  readonly at: StepAt
  /** Steps of the old run that were put off: they come after steps that they stood before. */
  readonly putOff: readonly StepAt[]
  /** Steps of the old run that could not be taken any more, in order. */
  readonly dropped: readonly StepAt[]
  /** Why the first of them could not; undefined when none was dropped. */
  readonly stopped: { readonly step: StepAt; readonly error: CannotRun } | undefined
}

/** Fails with what the machine refuses when the block cannot stand there. */
export function moveBlock(
  base: Run,
  block: Block,
  gap: Gap,
): Result<Moved, Extract<Refusal, { readonly kind: 'cannot' }>> {
  const { order, prefix } = movedOrder(base.steps.length, block, gap)
  const start = order.findIndex((step, at) => step !== at)
  const replay = new Replay(base, start < 0 ? order.length : start)
  for (const step of order.slice(replay.start, prefix)) {
    const error = replay.take(step)
    if (error !== undefined) return fail({ kind: 'cannot', step, error })
  }
  for (let at = Math.max(replay.start, prefix); at < order.length; at++) {
    const step = order[at] ?? -1
    // From there on every step stands where it stood.
    if (step === at && replay.isBack(at)) {
      replay.takeRest(at)
      break
    }
    replay.takeOrPutOff(step)
  }
  return ok(replay.moved(prefix - block.steps.length))
}

class Replay {
  /** The steps before it were taken over. */
  readonly start: StepAt
  private readonly base: Run
  private readonly run: Run
  private readonly trail: Trail
  private readonly origin: StepAt[]
  private readonly putOff: StepAt[] = []
  /** Per lane, the steps that wait for their turn, in order. */
  private readonly waiting: StepAt[][]

  constructor(base: Run, start: StepAt) {
    this.start = start
    this.base = base
    this.run = base.fork(start)
    this.trail = new Trail(base, start)
    this.origin = Array.from({ length: start }, (_, at) => at)
    this.waiting = base.machine.lanes.map(() => [])
  }

  /** Nobody waits, and the state is the one that the base had before its step `at`. */
  isBack(at: StepAt): boolean {
    return this.waiting.every(({ length }) => length === 0) && this.trail.isAt(at, this.run.state)
  }

  takeRest(from: StepAt): void {
    const rest = this.base.steps.slice(from)
    this.run.follow(rest)
    for (const at of rest.keys()) this.origin.push(from + at)
  }

  take(step: StepAt): CannotRun | undefined {
    const { lane, choice } = this.base.steps[step] ?? { lane: -1, choice: 0 }
    const taken = this.run.step(lane, choice)
    if (!taken.ok) return taken.error
    this.origin.push(step)
    return undefined
  }

  takeOrPutOff(step: StepAt): void {
    const lane = this.base.steps[step]?.lane ?? -1
    const queue = this.waiting[lane]
    if (queue !== undefined && queue.length > 0) queue.push(step)
    else if (this.take(step) !== undefined) queue?.push(step)
    else this.catchUp()
  }

  moved(at: StepAt): Moved {
    const dropped = this.waiting.flat().toSorted((a, b) => a - b)
    const [step] = dropped
    const error = step === undefined ? undefined : this.take(step)
    const stopped = step === undefined || error === undefined ? undefined : { step, error }
    const { run, origin, putOff } = this
    return { run, origin, at, putOff, dropped, stopped }
  }

  /** The earliest step that can be taken, again and again. */
  private catchUp(): void {
    for (;;) {
      const heads = this.waiting.flatMap(([head]) => (head === undefined ? [] : [head]))
      const taken = heads.toSorted((a, b) => a - b).find((head) => this.take(head) === undefined)
      if (taken === undefined) return
      this.waiting[this.base.steps[taken]?.lane ?? -1]?.shift()
      this.putOff.push(taken)
    }
  }
}
