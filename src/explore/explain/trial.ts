/** Plays some steps of a run without the others, and some without their effect, to see what comes of it. */

import type { LaneId } from '../../machine/code.ts'
import { readiness } from '../../machine/enabled.ts'
import type { Machine } from '../../machine/machine.ts'
import { Run, type RunStep, takeStep } from '../../machine/run.ts'
import { hasFault, type Recorded, type StepAt } from './recorded.ts'
import { shows, type Target } from './target.ts'

/** Steps that all trials together may take. */
const mostSteps = 200_000

export class Trial {
  private readonly recorded: Recorded
  private readonly target: Target
  private readonly initial: Int32Array
  private taken = 0

  constructor(recorded: Recorded, target: Target) {
    const begun = Run.begin(recorded.machine)
    if (!begun.ok) throw new Error(begun.error)
    this.initial = begun.value.state
    this.recorded = recorded
    this.target = target
  }

  /**
   * True when the kept steps still are the same ones, do nothing else that is wrong, and end in the
   * violation. The muted ones among them change nothing that other lanes could see.
   */
  succeeds(kept: readonly StepAt[], muted: ReadonlySet<StepAt>): boolean {
    const { machine, steps } = this.recorded
    if (kept.length === 0) return false
    const state = this.initial.slice()
    let last: RunStep | undefined
    for (const at of kept) {
      const old = steps[at]
      if (old === undefined || this.taken++ >= mostSteps) return false
      const ready = readiness(machine, state, old.lane)
      if (
        ready.kind !== 'ready' ||
        (ready.options.length > 0 && old.choice >= ready.options.length)
      )
        return false
      last = takeStep(machine, state, old)
      if (last.pc !== old.pc || last.main !== old.main || hasFault(last) !== hasFault(old))
        return false
      if (muted.has(at)) mute(machine, state, last)
    }
    return shows({ machine, state, last }, this.target)
  }
}

/** Takes back what the step changed outside of its own lane. */
function mute(machine: Machine, state: Int32Array, { lane, changes }: RunStep): void {
  for (let i = 0; i < changes.length; i += 3) {
    const index = changes[i] ?? 0
    if (!isOwn(machine, lane, index)) state[index] = changes[i + 1] ?? 0
  }
}

function isOwn({ laneBase, stateSize }: Machine, lane: LaneId, index: number): boolean {
  const from = laneBase[lane] ?? stateSize
  const to = Math.min(stateSize, ...laneBase.filter((base) => base > from))
  return index >= from && index < to
}
