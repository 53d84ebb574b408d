/** Why a command can do nothing at the moment; undefined when it can. Completes "not now: …". */

import { phaseOf } from './search.ts'
import { lastCursor, openedOf } from './run.ts'
import type { State } from './state.ts'

export type Unable = (state: State) => string | undefined

export const noRun: Unable = ({ run }) =>
  openedOf(run) === undefined ? 'no run is open' : undefined

export const atStart: Unable = (state) =>
  noRun(state) ?? (state.cursor === 0 ? 'the run is at its start' : undefined)

export const atEnd: Unable = (state) => {
  const run = openedOf(state.run)?.run
  if (run === undefined) return noRun(state)
  return state.cursor >= lastCursor(run) ? 'the run is at its end' : undefined
}

export const emptyRun: Unable = (state) => {
  const run = openedOf(state.run)?.run
  if (run === undefined) return noRun(state)
  return run.steps.length === 0 ? 'the run has no steps' : undefined
}

export function noThread(lane: number): Unable {
  return (state) => {
    const run = openedOf(state.run)?.run
    if (run === undefined) return noRun(state)
    const count = run.lanes.length
    return lane < count ? undefined : `this run has ${count} threads`
  }
}

export const isSearching: Unable = (state) =>
  noRun(state) ??
  (phaseOf(state).kind === 'running' ? 'a search is running: Esc stops it' : undefined)

export const nothingToUndo: Unable = ({ history }) =>
  history.past.length === 0 ? 'nothing has been done yet' : undefined

export const nothingToRedo: Unable = ({ history }) =>
  history.future.length === 0 ? 'nothing has been undone' : undefined
