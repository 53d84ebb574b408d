/**
 * The rows of the race diagram: one per step, except that a folded call shows its consecutive steps
 * as one. Where another lane comes in between, each uninterrupted piece of a folded call is a row.
 *
 * Depth is indentation: the steps of a lane's entry function stand at depth 0, those of a function
 * called from it at depth 1. A call, folded or as a head, stands at the depth of its caller's steps.
 */

import { mergeEffects } from './rows-effects.ts'
import { type CallKey, callKeys, type FoldState, foldedCalls, foldPosition } from './rows-fold.ts'
import { type AtRow, type LaneAtRow, LaneWalk, type Piece } from './rows-lanes.ts'
import type {
  CallIndex,
  EffectView,
  LaneIndex,
  RunView,
  StepIndex,
  StepView,
  ViolationIndex,
} from './view.ts'

/** The name of an open call above its first visible row. */
export interface Head {
  readonly call: CallIndex
  readonly key: CallKey
  readonly depth: number
  readonly text: string
  /** The function, which the text does not name when it is called through an ops table. */
  readonly fn: string
  /** A lane's entry function cannot be folded. */
  readonly foldable: boolean
}

/** The call that a row stands for. */
export interface FoldedCall {
  readonly call: CallIndex
  readonly key: CallKey
  /** An earlier row has shown the beginning. */
  readonly continued: boolean
}

export interface Row {
  readonly from: StepIndex
  /** One past the last step. */
  readonly to: StepIndex
  readonly lane: LaneIndex
  readonly depth: number
  /** Outermost first; drawn above the row in its lane. */
  readonly heads: readonly Head[]
  readonly text: string
  readonly choice: string | undefined
  readonly effects: readonly EffectView[]
  readonly folded: FoldedCall | undefined
  /** The row before was another lane's. */
  readonly isSwitch: boolean
  readonly violations: readonly ViolationIndex[]
  readonly line: number
  /** A violation happened in an earlier step. */
  readonly afterViolation: boolean
  /** Indices into `RunView.waits` of the waits that begin at this row. */
  readonly waits: readonly number[]
  /** One entry per lane. */
  readonly lanes: readonly LaneAtRow[]
}

/** What is said in a row. */
type Words = Pick<Row, 'text' | 'choice' | 'effects' | 'line' | 'folded'>

export function layoutRows(run: RunView, folds: FoldState): readonly Row[] {
  const folded = foldedCalls(run, folds)
  const keys = callKeys(run)
  const seen = new Set<CallIndex>()
  const all = pieces(run.steps, folded)
  const walk = new LaneWalk(run, all)
  return all.map((piece, index) => rowOf(run, keys, seen, piece, walk.at(piece, index)))
}

function pieces(steps: readonly StepView[], folded: readonly boolean[]): readonly Piece[] {
  const result: Piece[] = []
  let lastCall: CallIndex | undefined
  for (const [index, { calls }] of steps.entries()) {
    const fold = foldPosition(calls, folded)
    const call = fold === undefined ? undefined : calls[fold]
    const last = result.at(-1)
    if (last !== undefined && call !== undefined && call === lastCall) {
      result[result.length - 1] = { ...last, to: index + 1 }
    } else {
      result.push({ from: index, to: index + 1, fold })
    }
    lastCall = call
  }
  return result
}

/**
 * `seen` collects the calls that some row has named already. A row is made at once, not copied from part to
 * part: a long run has thousands, and the page waits for them.
 */
function rowOf(
  run: RunView,
  keys: readonly CallKey[],
  seen: Set<CallIndex>,
  { from, to, fold }: Piece,
  { waits, lanes }: AtRow,
): Row {
  const first = run.steps[from]
  if (first === undefined) throw new Error(`a row without steps at ${from}`)
  const { lane, isSwitch, afterViolation } = first
  const depth = Math.max(0, (fold ?? first.calls.length) - 1)
  const heads = newHeads(run, keys, seen, first.calls, fold ?? first.calls.length)
  const call = fold === undefined ? undefined : first.calls[fold]
  const words = call === undefined ? undefined : wordsOfCall(run, keys, seen, { from, to }, call)
  const { text, choice, effects, line } = words ?? first
  const isOne = to === from + 1
  const violations = isOne
    ? first.violations
    : run.steps.slice(from, to).flatMap((step) => step.violations)
  return {
    from,
    to,
    lane,
    depth,
    heads,
    text,
    choice,
    effects,
    folded: words?.folded,
    isSwitch,
    violations,
    line,
    afterViolation,
    waits,
    lanes,
  }
}

function wordsOfCall(
  run: RunView,
  keys: readonly CallKey[],
  seen: Set<CallIndex>,
  { from, to }: Pick<Piece, 'from' | 'to'>,
  call: CallIndex,
): Words | undefined {
  const view = run.calls[call]
  if (view === undefined) return undefined
  const continued = seen.has(call)
  seen.add(call)
  const steps = run.steps.slice(from, to)
  return {
    text: continued ? `… ${view.text}` : view.text,
    choice: undefined,
    effects: mergeEffects(steps, view.to === to ? view.result : undefined),
    line: view.line ?? steps[0]?.line ?? 1,
    folded: { call, key: keys[call] ?? '', continued },
  }
}

/** Of the first `open` calls. */
function newHeads(
  run: RunView,
  keys: readonly CallKey[],
  seen: Set<CallIndex>,
  calls: readonly CallIndex[],
  open: number,
): readonly Head[] {
  let heads: Head[] | undefined
  for (let position = 0; position < open; position += 1) {
    const call = calls[position] ?? -1
    const view = run.calls[call]
    if (view === undefined || seen.has(call)) continue
    seen.add(call)
    const depth = Math.max(0, position - 1)
    const foldable = view.parent !== undefined
    heads ??= []
    heads.push({ call, key: keys[call] ?? '', depth, text: view.text, fn: view.fn, foldable })
  }
  return heads ?? noHeads
}

const noHeads: readonly Head[] = []
