/**
 * What orders the steps of a run: program order, the start of a thread, a lock that is released and then
 * taken, a wake-up, the end of a grace period. Dependent steps that none of these order are a racing pair:
 * they have their order only in this run.
 */

import type { Address, Instr, LaneId } from '../../machine/code.ts'
import type { RunStep } from '../../machine/run.ts'
import type { Recorded, StepAt } from '../explain/recorded.ts'
import { LockOrder } from './lock-order.ts'

/** From an earlier step to a later one of another lane. */
export interface Edge {
  readonly from: StepAt
  readonly to: StepAt
  readonly why: EdgeWhy
}

export type EdgeWhy =
  /** The earlier step starts the lane of the later one. */
  | { readonly kind: 'spawn' }
  | { readonly kind: 'lock'; readonly lock: Address }
  /** The later step waited for, or retries after, what the earlier one has written there. */
  | { readonly kind: 'wake'; readonly word: Address }
  | { readonly kind: 'grace'; readonly word: Address }
  /** Nothing orders them but this run: both touch these words, and one of them writes. */
  | { readonly kind: 'race'; readonly words: readonly number[] }

/** All edges that order steps, by their later step; racing pairs are not among them. */
export function orderingEdges(recorded: Recorded): readonly Edge[] {
  const { events, history, steps } = recorded
  const locks = new LockOrder()
  return steps.flatMap((step, to) => {
    const previous = history.previous[to] ?? -1
    const starts = previous >= 0 && events[previous]?.lane !== step.lane
    const spawn: readonly Edge[] = starts ? [{ from: previous, to, why: { kind: 'spawn' } }] : []
    return distinct([...spawn, ...locks.step(step, to), ...waitEdges(recorded, to)])
  })
}

/** What a wait waited for; a lock that is taken in the same step is told by its own edge. */
function waitEdges(recorded: Recorded, to: StepAt): readonly Edge[] {
  const { machine, steps, events } = recorded
  const step = steps[to]
  const wait = events[to]?.wait
  if (step === undefined || wait === undefined) return []
  if (wait.kind === 'spin')
    return lastWriter(
      recorded,
      to,
      wait.round.filter((_, i) => i % 2 === 0),
    )
  const code = machine.lanes[step.lane]?.code ?? []
  const at = code[step.pc]?.op === 'atomic-begin' ? step.pc + 1 : step.pc
  const instr: Instr | undefined = code[at]
  if (instr?.op !== 'await') return []
  const words = step.accesses.flatMap(({ pc, address }) => (pc === at ? [address] : []))
  if (instr.wait.kind === 'grace-period') return words.flatMap((word) => leavers(steps, to, word))
  const takes = step.events.some(({ event }) => event.kind === 'acquired')
  return instr.wait.kind === 'lock' && takes ? [] : lastWriter(recorded, to, words)
}

/** The last step that wrote one of the words, when it is another lane's. */
function lastWriter({ steps }: Recorded, to: StepAt, words: readonly Address[]): readonly Edge[] {
  for (let from = to - 1; from >= 0; from--) {
    const step = steps[from]
    const word = words.find((each) => step !== undefined && writes(step, each))
    if (word === undefined) continue
    return step?.lane === steps[to]?.lane ? [] : [{ from, to, why: { kind: 'wake', word } }]
  }
  return []
}

/** Everybody who has left since the wait began: each took itself out of the word. */
function leavers(steps: readonly RunStep[], to: StepAt, word: Address): readonly Edge[] {
  const edges: Edge[] = []
  for (let from = to - 1; from >= 0; from--) {
    const step = steps[from]
    if (step === undefined || !writes(step, word)) continue
    const isBegin = step.accesses.find(({ address }) => address === word)?.before === 0
    if (isBegin || step.lane === steps[to]?.lane) break
    edges.push({ from, to, why: { kind: 'grace', word } })
  }
  return edges
}

function writes({ accesses }: RunStep, word: Address): boolean {
  return accesses.some(
    ({ address, kind, before, after }) => address === word && kind === 'write' && before !== after,
  )
}

/** One edge from each step: the first reason is enough. */
function distinct(edges: readonly Edge[]): readonly Edge[] {
  return edges.filter(
    ({ from }, index) => edges.findIndex((other) => other.from === from) === index,
  )
}

export function laneOf(recorded: Recorded, step: StepAt): LaneId {
  return recorded.events[step]?.lane ?? -1
}
