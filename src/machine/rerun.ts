/**
 * Playing a run again that differs from one that is there: what both begin with alike is taken over, and so is
 * the rest as soon as both are in the same state. Steps that are taken over are the very same objects; so two
 * runs of a machine that share a step were in the same state before it.
 */

import { sharedEnds } from '../util/shared-ends.ts'
import { apply, type CannotRun, type Run, type RunStep, type ScheduleEntry } from './run.ts'

/** The states of a run that is there, for one that may come back to them. */
export class Trail {
  private readonly steps: readonly RunStep[]
  private readonly state: Int32Array
  private cursor: number
  /** A word that was another one when last compared: mostly it still is. */
  private other = 0

  constructor(run: Run, cursor: number) {
    this.steps = run.steps
    this.state = run.stateAt(cursor)
    this.cursor = cursor
  }

  /** Is this the state after `cursor` steps? To be asked for later and later ones. */
  isAt(cursor: number, state: Int32Array): boolean {
    for (; this.cursor < cursor; this.cursor++) apply(this.state, this.steps[this.cursor]?.changes)
    if (this.state[this.other] !== state[this.other]) return false
    const other = this.state.findIndex((word, index) => word !== state[index])
    if (other >= 0) this.other = other
    return other < 0
  }
}

export interface Rerun {
  /** Stands at its end. */
  readonly run: Run
  /** The entry that could not be played; undefined when all were. */
  readonly stopped: { readonly at: number; readonly error: CannotRun } | undefined
}

/** Plays the entries as far as they can run. `base` may have no steps. */
export function rerun(base: Run, entries: readonly ScheduleEntry[]): Rerun {
  const { start, end } = sharedEnds(base.steps, entries, isSameEntry)
  const run = base.fork(start)
  const trail = new Trail(base, start)
  const later = base.steps.length - entries.length
  for (let at = start; at < entries.length; at++) {
    if (at >= entries.length - end && trail.isAt(at + later, run.state)) {
      run.follow(base.steps.slice(at + later))
      break
    }
    const { lane, choice } = entries[at] ?? { lane: -1, choice: 0 }
    const step = run.step(lane, choice)
    if (!step.ok) return { run, stopped: { at, error: step.error } }
  }
  return { run, stopped: undefined }
}

function isSameEntry(one: ScheduleEntry, other: ScheduleEntry): boolean {
  return one.lane === other.lane && one.choice === other.choice
}
