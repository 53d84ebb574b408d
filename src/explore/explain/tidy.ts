/**
 * The tidy form of a run: the run of the same interleaving class with the fewest changes of the thread.
 * Dependent steps keep their order, what waits is enabled by the same writes, and a step that commits a
 * fault stays after every fault before it, and last when it was last. The result has been replayed.
 */

import type { Machine } from '../../machine/machine.ts'
import { Run, type RunStep, type ScheduleEntry } from '../../machine/run.ts'
import { ok, type Result } from '../../util/result.ts'
import { fewestSwitches, type PartialOrder } from './linear.ts'
import {
  countSwitches,
  hasFault,
  record,
  type Recorded,
  scheduleOf,
  spinsOf,
  type StepAt,
} from './recorded.ts'
import { type SwitchReason, switchReasons } from './why.ts'

export interface Tidied {
  readonly schedule: readonly ScheduleEntry[]
  /** Per step of the tidy run, which step of the given run it is. */
  readonly origin: readonly StepAt[]
  readonly before: number
  readonly after: number
  /** No equivalent run has fewer; false when there were too many orders to look at. */
  readonly isFewest: boolean
  /** One per switch of the tidy run, in order. */
  readonly reasons: readonly SwitchReason[]
}

/** Places that are looked at, at most. */
const mostPlaces = 200_000

/** Fails when the schedule cannot be played. */
export function tidy(
  machine: Machine,
  schedule: readonly ScheduleEntry[],
  most = mostPlaces,
): Result<Tidied, string> {
  const recorded = record(machine, schedule)
  if (!recorded.ok) return recorded
  return ok(tidyRun(recorded.value, most))
}

function tidyRun(recorded: Recorded, most: number): Tidied {
  const { steps } = recorded
  const given = [...steps.keys()]
  for (const spawnsInOrder of [false, true]) {
    const order = orderOf(recorded, spawnsInOrder)
    const found = bestOf(recorded, order, most)
    if (found === undefined) continue
    // A run that has the fewest switches stays as its author wrote it.
    const isFewer = switchesIn(recorded, found) < switchesIn(recorded, given)
    return tidied(recorded, order, isFewer ? found : given, true)
  }
  return tidied(recorded, orderOf(recorded, true), given, false)
}

function switchesIn({ steps }: Recorded, order: readonly StepAt[]): number {
  return countSwitches(scheduleOf(steps, order))
}

function tidied(
  recorded: Recorded,
  order: PartialOrder,
  origin: readonly StepAt[],
  isFewest: boolean,
): Tidied {
  const schedule = scheduleOf(recorded.steps, origin)
  return {
    schedule,
    origin,
    before: countSwitches(recorded.steps),
    after: countSwitches(schedule),
    isFewest,
    reasons: switchReasons(recorded, order, origin),
  }
}

/** First as if retry loops could always go on, which is quicker and a lower bound. */
function bestOf(
  recorded: Recorded,
  order: PartialOrder,
  most: number,
): readonly StepAt[] | undefined {
  const spins = spinsOf(recorded)
  for (const each of spins === undefined ? [undefined] : [undefined, spins]) {
    const found = fewestSwitches(order, each, most)
    if (found !== undefined && endsTheSame(recorded, found)) return found
  }
  return undefined
}

/** What the steps of a run have to come after, besides their own lane's. */
export function orderOf(recorded: Recorded, spawnsInOrder: boolean): PartialOrder {
  const { steps, events, history, byLane, rank } = recorded
  const after = steps.map((_, at) => {
    const previous = history.previous[at] ?? -1
    return [...(previous < 0 ? [] : [previous]), ...(history.races[at] ?? [])]
  })
  const chain = (isLink: (at: StepAt) => boolean): void => {
    const links = [...steps.keys()].filter(isLink)
    for (const [i, at] of links.slice(1).entries()) after[at]?.push(links[i] ?? at)
  }
  chain((at) => isFaulty(steps[at]))
  // Which lane is started may depend on how many have been before.
  if (spawnsInOrder) chain((at) => (events[at]?.spawned ?? 0) !== 0)
  const last = steps.length - 1
  if (isFaulty(steps[last])) {
    for (const own of byLane) {
      const end = own.at(-1)
      if (end !== undefined && end !== last) after[last]?.push(end)
    }
  }
  return { byLane, rank, laneOf: steps.map(({ lane }) => lane), after }
}

function isFaulty(step: RunStep | undefined): boolean {
  return step !== undefined && hasFault(step)
}

/** Replays the steps in this order: each must be the same one, with the same faults, and the state too. */
export function endsTheSame({ machine, run, steps }: Recorded, order: readonly StepAt[]): boolean {
  const begun = Run.begin(machine)
  if (!begun.ok) return false
  for (const at of order) {
    const old = steps[at]
    if (old === undefined) return false
    const step = begun.value.step(old.lane, old.choice)
    if (!step.ok || !isSameStep(step.value, old)) return false
  }
  return run.state.every((word, i) => begun.value.state[i] === word)
}

function isSameStep(step: RunStep, old: RunStep): boolean {
  return step.pc === old.pc && step.main === old.main && faultsText(step) === faultsText(old)
}

function faultsText({ events }: RunStep): string {
  return JSON.stringify(events.filter(({ event }) => event.kind === 'fault'))
}
