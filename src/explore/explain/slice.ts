/**
 * The causal slice of a violation: the steps without which it would not happen. It begins with what
 * happens before the violation. Then threads stop earlier, and steps leave memory as it was, for as long
 * as a replay still takes the same path to the same violation. What remains is the cause: the steps whose
 * effect is needed, those of other threads that see it, and the step of the violation.
 */

import type { LaneId } from '../../machine/code.ts'
import type { Machine } from '../../machine/machine.ts'
import { objectOf } from '../../machine/memory.ts'
import type { ScheduleEntry } from '../../machine/run.ts'
import { ok, type Result } from '../../util/result.ts'
import type { Failure } from '../verdict.ts'
import { record, type Recorded, type StepAt } from './recorded.ts'
import { shows, type Target, targetOf } from './target.ts'
import { Trial } from './trial.ts'

export interface Slice {
  readonly failure: Failure
  /** The step that commits the fault; for other failures the last one before the state that shows it. */
  readonly at: StepAt
  /** Steps that are part of the cause, in order. */
  readonly cause: readonly StepAt[]
  /** Steps that have to be taken to come there: threads go no further than needed. */
  readonly path: readonly StepAt[]
  /** False when the violation cannot be had without the rest of the run: then nothing was left out by trial. */
  readonly isTried: boolean
}

/** Undefined when nothing goes wrong in the run; fails when the schedule cannot be played. */
export function sliceOf(
  machine: Machine,
  schedule: readonly ScheduleEntry[],
): Result<Slice | undefined, string> {
  const recorded = record(machine, schedule)
  if (!recorded.ok) return recorded
  const target = targetOf(recorded.value)
  return ok(target === undefined ? undefined : new Slicer(recorded.value, target).slice())
}

const none: ReadonlySet<StepAt> = new Set()

class Slicer {
  private readonly recorded: Recorded
  private readonly target: Target
  private readonly trial: Trial

  constructor(recorded: Recorded, target: Target) {
    this.recorded = recorded
    this.target = target
    this.trial = new Trial(recorded, target)
  }

  slice(): Slice {
    const { failure, at } = this.target
    const upTo = [...this.recorded.steps.keys()].filter((step) => step <= at)
    const closure = this.past(this.roots(upTo))
    const found = [closure, upTo].find((steps) => this.trial.succeeds(steps, none))
    if (found === undefined) return { failure, at, cause: closure, path: closure, isTried: false }
    const path = this.shorten(found)
    return { failure, at, cause: this.causeIn(path), path, isTried: true }
  }

  /** The steps that the violation consists of: what happens before them is what leads to it. */
  private roots(upTo: readonly StepAt[]): readonly StepAt[] {
    const { failure, at } = this.target
    switch (failure.kind) {
      case 'fault':
        return [at]
      case 'deadlock':
        // One about something other than locks is about what nobody did: every step matters.
        return this.isShownAtEnd() ? failure.lanes.map((lane) => this.lastOf(upTo, lane)) : upTo
      case 'endless-wait':
        return upTo
      case 'data-race':
        return failure.race.sides.map(({ lane }) => this.lastOf(upTo, lane))
      case 'leak':
        return upTo.filter((step) => this.writesTo(step, failure.object))
    }
  }

  private isShownAtEnd(): boolean {
    const { machine, run, steps } = this.recorded
    return shows({ machine, state: run.state, last: steps.at(-1) }, this.target)
  }

  private lastOf(steps: readonly StepAt[], lane: LaneId): StepAt {
    return steps.findLast((step) => this.laneOf(step) === lane) ?? -1
  }

  private writesTo(step: StepAt, id: number): boolean {
    const { machine, events } = this.recorded
    return (events[step]?.writes ?? []).some(
      (word) => word === machine.statusBase + id || objectOf(machine.memory, word)?.id === id,
    )
  }

  private past(roots: readonly StepAt[]): readonly StepAt[] {
    const { history, steps } = this.recorded
    const known = roots.filter((root) => root >= 0)
    return [...steps.keys()].filter((step) => known.some((root) => history.isBefore(step, root)))
  }

  /** Lets one thread after the other stop earlier: at first before its first step, then by ever fewer. */
  private shorten(found: readonly StepAt[]): readonly StepAt[] {
    let kept = found
    for (let before = -1; before !== kept.length; ) {
      before = kept.length
      for (const lane of this.recorded.byLane.keys()) {
        const own = kept.filter((step) => this.laneOf(step) === lane)
        const others = kept.filter((step) => this.laneOf(step) !== lane)
        const join = (part: readonly StepAt[]) => [...others, ...part].toSorted((a, b) => a - b)
        kept = join(fewestFirst(own, (part) => this.trial.succeeds(join(part), none)))
      }
    }
    return kept
  }

  /** Steps whose effect is needed, what sees it in other lanes, and the violation. */
  private causeIn(path: readonly StepAt[]): readonly StepAt[] {
    const { failure, at } = this.target
    const needed = this.needed(path)
    const ends =
      failure.kind === 'data-race' || failure.kind === 'deadlock'
        ? this.roots(path)
        : path.filter((step) => step === at)
    const isPart = (step: StepAt): boolean =>
      needed.has(step) || ends.includes(step) || this.sees(step, path, needed)
    return path.filter(isPart)
  }

  private needed(path: readonly StepAt[]): ReadonlySet<StepAt> {
    const { events } = this.recorded
    let needed = new Set(path)
    const leaveOut = (steps: readonly StepAt[]): void => {
      const fewer = new Set([...needed].filter((step) => !steps.includes(step)))
      if (fewer.size === needed.size) return
      if (this.trial.succeeds(path, new Set(path.filter((step) => !fewer.has(step)))))
        needed = fewer
    }
    leaveOut(path.filter((step) => isReader(events[step])))
    for (let before = -1; before !== needed.size; ) {
      before = needed.size
      for (const id of this.recorded.machine.memory.objects.keys())
        leaveOut(path.filter((step) => this.writesTo(step, id)))
      for (let size = path.length >> 1; size > 0; size >>= 1)
        for (let from = path.length - size; from > -size; from -= size)
          leaveOut(path.slice(Math.max(0, from), from + size))
    }
    return needed
  }

  /** The last write before it of a word that it looks at is a needed one of another lane. */
  private sees(step: StepAt, path: readonly StepAt[], needed: ReadonlySet<StepAt>): boolean {
    const { events } = this.recorded
    const before = path.filter((early) => early < step)
    const looked = [...(events[step]?.reads ?? []), ...(events[step]?.writes ?? [])]
    return looked.some((word) => {
      const writer = before.findLast((early) => events[early]?.writes.includes(word) === true)
      return writer !== undefined && needed.has(writer) && this.laneOf(writer) !== this.laneOf(step)
    })
  }

  private laneOf(step: StepAt): LaneId | undefined {
    return this.recorded.steps[step]?.lane
  }
}

/** The shortest beginning that still works, as far as halving finds it. */
function fewestFirst(
  steps: readonly StepAt[],
  works: (part: readonly StepAt[]) => boolean,
): readonly StepAt[] {
  let kept = steps
  for (let size = kept.length; size > 0; size = Math.min(kept.length, size)) {
    const less = kept.slice(0, kept.length - size)
    if (works(less)) kept = less
    else size >>= 1
  }
  return kept
}

function isReader(event: Recorded['events'][number] | undefined): boolean {
  return event !== undefined && event.writes.length === 0 && event.spawned === 0
}
