/**
 * Where a block of steps can stand: a verdict for every gap of the run. A place is possible when the
 * machine can play the steps above it and then the block; what comes below is replayed as far as it goes.
 *
 * Only gaps between the neighbours in the block's own lane are looked at, from the block outwards. As long
 * as only independent steps are passed nothing needs to be played; further out the block is played again
 * where a step was passed that it depends on.
 */

import { type Event, isDependent } from '../explore/dpor/event.ts'
import { Executor } from '../explore/dpor/executor.ts'
import type { RecordedSteps, StepAt } from '../explore/explain/recorded.ts'
import { type Readiness, readiness } from '../machine/enabled.ts'
import type { CannotRun } from '../machine/run.ts'
import { type Block, firstOf, type Gap, lastOf } from './block.ts'
import { Conflicts } from './conflicts.ts'

export type Verdict =
  /** Nothing would change. */
  | { readonly kind: 'here' }
  /** Only independent steps change places. */
  | { readonly kind: 'same-class' }
  | { readonly kind: 'other-class' }
  | { readonly kind: 'impossible'; readonly refusal: Refusal }

export type Refusal =
  /** A step of the block's own lane comes before the block, or after it. */
  | { readonly kind: 'own-order'; readonly step: StepAt; readonly side: 'before' | 'after' }
  /** When all before it in the new order have been taken, the machine refuses this step. */
  | { readonly kind: 'cannot'; readonly step: StepAt; readonly error: CannotRun }

/** One verdict per gap, from above the first step to below the last one. Moves the run's cursor. */
export function verdictsOf(recorded: RecordedSteps, block: Block): readonly Verdict[] {
  return new Feasibility(recorded, block).verdicts()
}

const here: Verdict = { kind: 'here' }
const sameClass: Verdict = { kind: 'same-class' }
const otherClass: Verdict = { kind: 'other-class' }

type Played =
  | { readonly kind: 'played'; readonly events: readonly Event[] }
  | { readonly kind: 'refused'; readonly verdict: Verdict }

class Feasibility {
  private readonly recorded: RecordedSteps
  private readonly block: Block
  private readonly first: StepAt
  private readonly last: StepAt
  private readonly conflicts: Conflicts
  private readonly executor: Executor
  private readonly found: Verdict[] = []
  /** Holds for all gaps further down: without the block another lane cannot go on. */
  private stopped: Verdict | undefined

  constructor(recorded: RecordedSteps, block: Block) {
    this.recorded = recorded
    this.block = block
    this.first = firstOf(block)
    this.last = lastOf(block)
    this.conflicts = new Conflicts(recorded)
    this.executor = Executor.on(recorded.machine, recorded.run.state.slice())
  }

  verdicts(): readonly Verdict[] {
    const { steps, rank, byLane } = this.recorded
    const own = byLane[this.block.lane] ?? []
    const before = own[(rank[this.first] ?? 0) - 1] ?? -1
    const after = own[(rank[this.last] ?? 0) + 1] ?? steps.length
    const isSame = this.sameClass(before + 1, after)
    this.above(before + 1, isSame)
    this.below(after, isSame)
    const tooEarly = impossible({ kind: 'own-order', step: before, side: 'before' })
    const tooLate = this.stopped ?? impossible({ kind: 'own-order', step: after, side: 'after' })
    const outside = (gap: Gap): Verdict => (gap <= this.first ? tooEarly : tooLate)
    return Array.from({ length: steps.length + 1 }, (_, gap) => this.found[gap] ?? outside(gap))
  }

  /** Per gap from `top` to `bottom`: no step would change places with one of the block that it conflicts with. */
  private sameClass(top: Gap, bottom: Gap): (gap: Gap) => boolean {
    // From a gap on, how many of the steps below it would then be on the wrong side; and up to a gap.
    const wrongBelow = new Int32Array(bottom + 1)
    const wrongAbove = new Int32Array(bottom + 1)
    for (let at = bottom - 1; at >= top; at--)
      wrongBelow[at] = (wrongBelow[at + 1] ?? 0) + this.conflictsWith(at, (own) => own > at)
    for (let at = top; at < bottom; at++)
      wrongAbove[at + 1] = (wrongAbove[at] ?? 0) + this.conflictsWith(at, (own) => own < at)
    return (gap) => wrongBelow[gap] === 0 && wrongAbove[gap] === 0
  }

  private conflictsWith(at: StepAt, isPassed: (own: StepAt) => boolean): number {
    const { block, conflicts, recorded } = this
    if (recorded.steps[at]?.lane === block.lane) return 0
    return block.steps.some((own) => isPassed(own) && conflicts.between(own, at)) ? 1 : 0
  }

  /** The gaps from the block's beginning up to `top`: all steps above them are as they were. */
  private above(top: Gap, isSame: (gap: Gap) => boolean): void {
    const { run, events } = this.recorded
    let played: Played | undefined
    for (let gap = this.first; gap >= top; gap--) {
      if (isSame(gap)) {
        this.found[gap] = this.isHere(gap) ? here : sameClass
        continue
      }
      const passed = gap < this.first ? events[gap] : undefined
      if (passed === undefined || !this.isRepeated(played, passed)) {
        run.jump(gap)
        played = this.play(run.state)
      }
      this.found[gap] = verdictOf(played)
    }
  }

  /** The gaps below the block's first step down to `bottom`: the others go on without it. */
  private below(bottom: Gap, isSame: (gap: Gap) => boolean): void {
    const { run, machine, steps } = this.recorded
    run.jump(this.first)
    const walker = Executor.on(machine, run.state.slice())
    let played: Played | undefined
    for (let gap = this.first + 1; gap <= bottom; gap++) {
      if (steps[gap - 1]?.lane === this.block.lane) {
        this.found[gap] = this.found[gap - 1] ?? here
        continue
      }
      const walked = this.take(walker, [gap - 1])
      if (walked.kind === 'refused') {
        this.stopped = walked.verdict
        return
      }
      const [passed] = walked.events
      if (isSame(gap)) {
        played = undefined
        this.found[gap] = sameClass
        continue
      }
      if (passed === undefined || !this.isRepeated(played, passed)) played = this.play(walker.words)
      this.found[gap] = verdictOf(played)
    }
  }

  private isHere(gap: Gap): boolean {
    return gap === this.first && this.last - this.first + 1 === this.block.steps.length
  }

  /** What the block does is independent of the step that it passes. Retry loops are always played. */
  private isRepeated(played: Played | undefined, passed: Event): boolean {
    if (played?.kind !== 'played' || this.conflicts.spins !== undefined) return false
    return !played.events.some((event) => isDependent(event, passed))
  }

  private play(state: Int32Array): Played {
    this.executor.words.set(state)
    return this.take(this.executor, this.block.steps)
  }

  private take(executor: Executor, all: readonly StepAt[]): Played {
    const { machine, steps } = this.recorded
    const events: Event[] = []
    for (const at of all) {
      const { lane, choice } = steps[at] ?? { lane: -1, choice: 0 }
      const error = refusalOf(readiness(machine, executor.words, lane), choice)
      if (error !== undefined)
        return { kind: 'refused', verdict: impossible({ kind: 'cannot', step: at, error }) }
      events.push(executor.take(lane, choice))
    }
    return { kind: 'played', events }
  }
}

function refusalOf(ready: Readiness, choice: number): CannotRun | undefined {
  if (ready.kind !== 'ready') return { kind: 'not-ready', readiness: ready }
  const isThere = choice < Math.max(1, ready.options.length)
  return isThere ? undefined : { kind: 'bad-choice', options: ready.options }
}

function verdictOf(played: Played | undefined): Verdict {
  return played?.kind === 'refused' ? played.verdict : otherClass
}

function impossible(refusal: Refusal): Verdict {
  return { kind: 'impossible', refusal }
}
