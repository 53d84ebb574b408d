/**
 * Moving within the run that is there. Moves wait for an edit that is under way, since they mean a place in
 * the run that it will make.
 */

import type { Cursor, RunView, StepIndex } from '../../src/trace/view.ts'
import type { App } from './app.ts'
import { clampCursor, sameLaneCursor } from './cursor.ts'
import { type MoveKind, type Place, remember } from './history.ts'
import { withNotice, withoutTopic } from './notice.ts'
import { lastCursor, letterOf, openedOf, specOf } from './run.ts'
import type { State } from './state.ts'

/** Steps that PageUp and PageDown go over. */
const pageSteps = 20

export function firstStep(app: App): void {
  move(app, 'act', () => 0)
}

export function stepBack(app: App): void {
  move(app, 'back', (_, cursor) => cursor - 1)
}

export function stepForward(app: App): void {
  move(app, 'forward', (_, cursor) => cursor + 1)
}

export function lastStep(app: App): void {
  move(app, 'act', lastCursor)
}

export function pageBack(app: App): void {
  move(app, 'back', (_, cursor) => cursor - pageSteps)
}

export function pageForward(app: App): void {
  move(app, 'forward', (_, cursor) => cursor + pageSteps)
}

export function jumpTo(app: App, cursor: Cursor): void {
  move(app, 'act', () => cursor)
}

/** Dragging the slider: all its positions are one entry for undo. */
export function scrubTo(app: App, cursor: Cursor): void {
  move(app, 'scrub', () => cursor)
}

/** Goes to the next or previous step of the thread that ran last; says so when there is none. */
export function sameThread(app: App, by: 1 | -1): void {
  move(app, by === 1 ? 'forward' : 'back', (run, cursor) => {
    const to = sameLaneCursor(run, cursor, by)
    if (to === undefined) app.store.setState(noSuchStep(app.store.getState(), run, by))
    return to ?? cursor
  })
}

/** Picks out a step for the details without going there; `undefined` lets them follow the cursor again. */
export function selectStep(app: App, step: StepIndex | undefined): void {
  app.store.setState({ selected: step })
}

/** The diagram brings the cursor into view whenever its rows are laid out anew. */
export function revealSelection(app: App): void {
  app.store.setState(({ folds }) => ({ folds: { ...folds } }))
}

/** Where the user is now; undefined while there is no run. */
export function placeOf(state: State): Place | undefined {
  const opened = openedOf(state.run)
  if (opened === undefined) return undefined
  const { cursor, selected, view } = state
  return { spec: specOf(opened.run), cursor, selected, view }
}

/** The state after a move to `cursor` of the present run. */
export function movedTo(state: State, run: RunView, cursor: Cursor, kind: MoveKind): State {
  const to = clampCursor(run, cursor)
  const here = placeOf(state)
  if (here === undefined) return state
  if (to === state.cursor) return state.selected === undefined ? state : deselected(state)
  return {
    ...deselected(state),
    cursor: to,
    notices: withoutTopic(state.notices, 'blocked'),
    history: remember(state.history, here, kind),
  }
}

function deselected(state: State): State {
  return { ...state, selected: undefined }
}

function move(app: App, kind: MoveKind, target: (run: RunView, cursor: Cursor) => Cursor): void {
  app.serial.add(() => {
    const opened = openedOf(app.store.getState().run)
    if (opened === undefined) return undefined
    const to = target(opened.run, app.store.getState().cursor)
    app.store.setState((state) => movedTo(state, opened.run, to, kind))
    return undefined
  })
}

function noSuchStep(state: State, run: RunView, by: 1 | -1): Partial<State> {
  const lane = run.steps[state.cursor - 1]?.lane
  const who = lane === undefined ? 'any thread' : letterOf(run, lane)
  const text = `There is no ${by === 1 ? 'later' : 'earlier'} step of ${who} in this run.`
  return { notices: withNotice(state.notices, { topic: 'blocked', tone: 'info', text }) }
}
