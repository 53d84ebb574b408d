/**
 * The rows of the race diagram: one per step, except that a folded call shows its consecutive steps
 * as one. Where another lane comes in between, each uninterrupted piece of a folded call is a row.
 *
 * Depth is indentation: the steps of a lane's entry function stand at depth 0, those of a function
 * called from it at depth 1. A call, folded or as a head, stands at the depth of its caller's steps.
 */

import { mergeEffects } from './rows-effects.ts'
import { type CallKey, callKeys, type FoldState, foldedCalls, foldPosition } from './rows-fold.ts'
import { rowOfStep } from './rows-find.ts'
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

/** A lane at a row. */
export interface LaneAtRow {
  /** Vertical lines at the depths 0 … guides - 1: calls that the lane is inside of. */
  readonly guides: number
  /** Index into `RunView.waits` of the wait that the lane is in. */
  readonly wait: number | undefined
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

interface Piece {
  readonly from: StepIndex
  readonly to: StepIndex
  /** Position of the folded call in the calls of the piece's steps. */
  readonly fold: number | undefined
}

type BareRow = Omit<Row, 'lanes' | 'waits'>

export function layoutRows(run: RunView, folds: FoldState): readonly Row[] {
  const folded = foldedCalls(run, folds)
  const keys = callKeys(run)
  const seen = new Set<CallIndex>()
  const bare = pieces(run.steps, folded).map((piece) => bareRow(run, keys, seen, piece))
  return withLanes(run, folded, bare)
}

function pieces(steps: readonly StepView[], folded: readonly boolean[]): readonly Piece[] {
  const result: Piece[] = []
  let last: Piece | undefined
  let lastCall: CallIndex | undefined
  steps.forEach((step, index) => {
    const fold = foldPosition(step.calls, folded)
    const call = fold === undefined ? undefined : step.calls[fold]
    if (last !== undefined && call !== undefined && call === lastCall) {
      last = { ...last, to: index + 1 }
      result[result.length - 1] = last
    } else {
      last = { from: index, to: index + 1, fold }
      result.push(last)
    }
    lastCall = call
  })
  return result
}

/** `seen` collects the calls that some row has named already. */
function bareRow(
  run: RunView,
  keys: readonly CallKey[],
  seen: Set<CallIndex>,
  piece: Piece,
): BareRow {
  const steps = run.steps.slice(piece.from, piece.to)
  const [first] = steps
  if (first === undefined) throw new Error(`a row without steps at ${piece.from}`)
  const open = first.calls.slice(0, piece.fold)
  const call = piece.fold === undefined ? undefined : first.calls[piece.fold]
  const base = {
    from: piece.from,
    to: piece.to,
    lane: first.lane,
    depth: Math.max(0, open.length - 1),
    heads: newHeads(run, keys, seen, open),
    isSwitch: first.isSwitch,
    violations: steps.flatMap((step) => step.violations),
    afterViolation: first.afterViolation,
  }
  const view = call === undefined ? undefined : run.calls[call]
  if (call === undefined || view === undefined) {
    const { text, choice, effects, line } = first
    return { ...base, text, choice, effects, line, folded: undefined }
  }
  const continued = seen.has(call)
  seen.add(call)
  return {
    ...base,
    text: continued ? `… ${view.text}` : view.text,
    choice: undefined,
    effects: mergeEffects(steps, view.to === piece.to ? view.result : undefined),
    line: view.line ?? first.line,
    folded: { call, key: keys[call] ?? '', continued },
  }
}

function newHeads(
  run: RunView,
  keys: readonly CallKey[],
  seen: Set<CallIndex>,
  open: readonly CallIndex[],
): readonly Head[] {
  return open.flatMap((call, position) => {
    const view = run.calls[call]
    if (view === undefined || seen.has(call)) return []
    seen.add(call)
    const depth = Math.max(0, position - 1)
    const foldable = view.parent !== undefined
    return [{ call, key: keys[call] ?? '', depth, text: view.text, fn: view.fn, foldable }]
  })
}

function withLanes(
  run: RunView,
  folded: readonly boolean[],
  bare: readonly BareRow[],
): readonly Row[] {
  const rows: Row[] = bare.map((row) => ({ ...row, waits: [], lanes: [] }))
  const { starting, waiting } = placeWaits(run, rows)
  const stacks: (readonly CallIndex[])[] = run.lanes.map(() => [])
  return rows.map((row, index) => {
    const calls = run.steps[row.from]?.calls ?? []
    stacks[row.lane] = calls.slice(0, foldPosition(calls, folded))
    const lanes = run.lanes.map((_, lane) => ({
      guides: lane === row.lane ? row.depth : openDepth(run, stacks[lane] ?? [], row.from),
      wait: waiting[lane]?.[index],
    }))
    return { ...row, waits: starting[index] ?? [], lanes }
  })
}

/** How deep a lane that stands still is: the calls of its last step that it has not left for good. */
function openDepth(run: RunView, stack: readonly CallIndex[], at: StepIndex): number {
  const open = stack.filter((call) => (run.calls[call]?.to ?? Number.POSITIVE_INFINITY) > at)
  return Math.max(0, open.length - 1)
}

interface PlacedWaits {
  /** Per row, the waits that begin there. */
  readonly starting: readonly number[][]
  /** Per lane and row, the wait that the lane is in. */
  readonly waiting: readonly (number | undefined)[][]
}

function placeWaits(run: RunView, rows: readonly Row[]): PlacedWaits {
  const starting: number[][] = rows.map(() => [])
  const waiting: (number | undefined)[][] = run.lanes.map(() => [])
  run.waits.forEach((wait, index) => {
    const first = rowOfStep(rows, wait.from)
    if (first === undefined) return
    starting[first]?.push(index)
    const last = rowOfStep(rows, (wait.to ?? run.steps.length) - 1) ?? first
    const lane = waiting[wait.lane]
    for (let row = first; row <= last && lane !== undefined; row += 1) lane[row] = index
  })
  return { starting, waiting }
}
