/**
 * What undo and redo go through: places, of which a place is a run (by its spec), where one stood in it, and
 * the view from which one left it.
 * Navigation counts as well as edits; consecutive steps in one direction are one entry, as typed letters
 * are in an editor.
 */

import type { Cursor, StepIndex } from '../../src/trace/view.ts'
import type { RunSpec } from '../../src/worker/protocol.ts'
import type { ViewId } from '../views/registry.ts'

export interface Place {
  readonly spec: RunSpec
  readonly cursor: Cursor
  readonly selected: StepIndex | undefined
  readonly view: ViewId
}

/** Moves of the same kind that follow each other share one entry; `act` never does. */
export type MoveKind = 'forward' | 'back' | 'scrub' | 'act'

export interface History {
  /** Where undo goes, the most recent last. */
  readonly past: readonly Place[]
  /** Where redo goes, the nearest first. */
  readonly future: readonly Place[]
  readonly lastMove: MoveKind | undefined
}

export const emptyHistory: History = { past: [], future: [], lastMove: undefined }

const limit = 300

/** `left` is the place that is being left by a move of this kind. */
export function remember(history: History, left: Place, kind: MoveKind): History {
  if (kind !== 'act' && kind === history.lastMove) return { ...history, future: [] }
  return { past: [...history.past, left].slice(-limit), future: [], lastMove: kind }
}

/** Where undo leads from `here`, and the history once it has been gone there. */
export function undone(
  history: History,
  here: Place,
): { readonly to: Place; readonly history: History } | undefined {
  const to = history.past.at(-1)
  if (to === undefined) return undefined
  const past = history.past.slice(0, -1)
  return { to, history: { past, future: [here, ...history.future], lastMove: undefined } }
}

/** The inverse of `undone`. */
export function redone(
  history: History,
  here: Place,
): { readonly to: Place; readonly history: History } | undefined {
  const [to, ...future] = history.future
  if (to === undefined) return undefined
  return { to, history: { past: [...history.past, here], future, lastMove: undefined } }
}
