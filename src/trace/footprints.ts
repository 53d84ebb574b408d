/**
 * What each lane would touch with its next step, from cursor to cursor of a run. Looking ahead means to
 * take a step and to undo it, so it is done only where the run does not tell and where something has
 * changed since the last look.
 */

import type { LaneId } from '../machine/code.ts'
import { lookAhead, type NextStep } from '../machine/races.ts'
import { type Run, type RunStep, StepRecorder } from '../machine/run.ts'
import type { Cursor } from './view.ts'

export class Footprints {
  private readonly run: Run
  private readonly known: (NextStep | undefined)[] = []
  private readonly recorder: StepRecorder

  constructor(run: Run) {
    this.run = run
    this.recorder = new StepRecorder(run.machine, run.state)
  }

  /** Of an enabled lane with so many alternatives, at the run's cursor `at`. */
  of(lane: LaneId, options: number, at: Cursor): NextStep {
    const found = this.known[lane] ?? this.look(lane, options, at)
    this.known[lane] = found
    return found
  }

  /** The run goes on by this step. */
  follow(step: RunStep): void {
    const { statusBase, memory } = this.run.machine
    this.known[step.lane] = undefined
    for (let i = 0; i < step.changes.length; i += 3) {
      const index = step.changes[i] ?? 0
      if (index < statusBase) this.forget((each) => touches(each, index))
      // Whether memory is there at all decides what can be touched.
      else if (index < statusBase + memory.objects.length) this.forget(() => true)
    }
  }

  private look(lane: LaneId, options: number, at: Cursor): NextStep {
    const next = this.run.steps[at]
    if (next?.lane === lane && options < 2) return next
    return lookAhead(this.recorder, lane, Math.max(1, options))
  }

  private forget(isOutdated: (next: NextStep) => boolean): void {
    for (const [lane, next] of this.known.entries()) {
      if (next !== undefined && isOutdated(next)) this.known[lane] = undefined
    }
  }
}

function touches({ accesses }: NextStep, address: number): boolean {
  return accesses.some((access) => access.address === address)
}
