/** Moving steps: where some of them can stand, as far as it is known, and what the last move has changed. */

import type { StepIndex } from '../../src/trace/view.ts'
import type { MovesView } from '../../src/worker/protocol.ts'
import { ofPage } from './run.ts'
import type { State } from './state.ts'

/** Steps `from` to before `to` that are of the first one's lane. */
export interface Block {
  readonly from: StepIndex
  readonly to: StepIndex
}

export type Change =
  | 'moved'
  /** It had to wait, and comes after steps that it stood before. */
  | 'later'
  /** It does something else, or with other values. */
  | 'different'

export type Changed = ReadonlyMap<StepIndex, readonly Change[]>

export interface Reorder {
  /** Of the run with this key. */
  readonly moves: (Block & { readonly key: string; readonly view: MovesView }) | undefined
  readonly changed: { readonly key: string; readonly steps: Changed } | undefined
}

export const notReordered: Reorder = { moves: undefined, changed: undefined }

/** Shown for as long as the notice that says what the move has changed. */
export function changedOf({ reorder, run, notices }: State): Changed | undefined {
  const isTold = notices.some(({ topic }) => topic === 'replay')
  return isTold ? ofPage(run, reorder.changed)?.steps : undefined
}

/** What is known about these steps of the run on the page. */
export function movesOf({ reorder, run }: State, block: Block): MovesView | undefined {
  const moves = ofPage(run, reorder.moves)
  return moves?.from === block.from && moves.to === block.to ? moves.view : undefined
}
