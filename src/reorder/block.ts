/** What is moved, and the order of the steps when it stands elsewhere. */

import type { RecordedSteps, StepAt } from '../explore/explain/recorded.ts'
import type { LaneId } from '../machine/code.ts'

/** A place between steps: as many steps of the run are above it. */
export type Gap = number

/** Steps that follow each other in their lane; in the run, other lanes' steps may lie between them. */
export interface Block {
  readonly lane: LaneId
  /** At least one, in order. */
  readonly steps: readonly StepAt[]
}

/** The steps from `from` to before `to` that are of the first one's lane; undefined when there is no such step. */
export function blockOf(
  steps: RecordedSteps['steps'],
  from: StepAt,
  to: StepAt,
): Block | undefined {
  const lane = steps[from]?.lane
  if (lane === undefined || to <= from || to > steps.length) return undefined
  const own: StepAt[] = []
  for (let at = from; at < to; at++) if (steps[at]?.lane === lane) own.push(at)
  return { lane, steps: own }
}

export interface MovedOrder {
  /** Steps of the run in their new order. */
  readonly order: readonly StepAt[]
  /** How many of them there are up to the last one of the block. */
  readonly prefix: number
}

/** The other steps above the gap, then the block, then the other steps below. */
export function movedOrder(length: number, block: Block, gap: Gap): MovedOrder {
  const moved = new Set(block.steps)
  const above: StepAt[] = []
  const below: StepAt[] = []
  for (let at = 0; at < length; at++) {
    if (!moved.has(at)) (at < gap ? above : below).push(at)
  }
  const prefix = above.length + block.steps.length
  return { order: [...above, ...block.steps, ...below], prefix }
}

export function firstOf({ steps }: Block): StepAt {
  return steps[0] ?? 0
}

export function lastOf({ steps }: Block): StepAt {
  return steps.at(-1) ?? 0
}
