/** What becomes of the worker's answers: a run on the page, or a refusal, and what is said about it. */

import type { Cursor, RunView } from '../../src/trace/view.ts'
import type { HeddleError, Opened, ReplayReport } from '../../src/worker/protocol.ts'
import type { App } from './app.ts'
import { clampCursor } from './cursor.ts'
import { type History, type Place, remember } from './history.ts'
import { placeOf } from './navigate.ts'
import { type Notice, type NoticeTopic, withNotice, withoutTopic } from './notice.ts'
import { openedOf } from './run.ts'
import type { State } from './state.ts'
import type { ViewId } from '../views/registry.ts'

/** An error changes nothing when there is a run to go on with; without one it is all there is to show. */
export function refuse(app: App, error: HeddleError): void {
  app.store.setState((state) => {
    if (state.run.kind !== 'ready') return { run: { kind: 'failed', error } }
    const notice: Notice = { topic: 'replay', tone: 'error', text: error.message }
    return { notices: withNotice(state.notices, notice) }
  })
}

/** Puts a run on the page as a deliberate act, which undo takes back. `view` undefined: it stays. */
export function show(
  app: App,
  opened: Opened,
  cursor: Cursor,
  notice: Notice | undefined,
  view?: ViewId,
): void {
  app.runs.put(opened)
  app.store.setState((state) => {
    const here = placeOf(state)
    const history = here === undefined ? state.history : remember(state.history, here, 'act')
    return {
      ...placed(state, opened, cursor, history),
      ...noticed(state, notice),
      view: view ?? state.view,
    }
  })
}

function placed(state: State, opened: Opened, cursor: Cursor, history: History): Partial<State> {
  return {
    run: { kind: 'ready', opened },
    cursor: clampCursor(opened.run, cursor),
    selected: undefined,
    wanted: undefined,
    playback: { ...state.playback, playing: false },
    history,
  }
}

/** What was said about the run before is not true of the next. */
const aboutThisRun: readonly NoticeTopic[] = ['blocked', 'replay', 'lost', 'explain', 'link']

function noticed(state: State, notice: Notice | undefined): Pick<State, 'notices'> {
  const left = aboutThisRun.reduce(withoutTopic, state.notices)
  return { notices: notice === undefined ? left : withNotice(left, notice) }
}

/** Goes to a place that was there before, with the history that belongs to it. */
export function arrive(app: App, opened: Opened, to: Place, history: History): void {
  app.runs.put(opened)
  app.store.setState((state) => ({
    ...placed(state, opened, to.cursor, history),
    ...noticed(state, undefined),
    selected: to.selected,
    // Going back and forth within a run forgets nothing of what a change of variant took from it.
    wanted: openedOf(state.run) === opened ? state.wanted : undefined,
    view: to.view,
  }))
}

export function keptRest(report: ReplayReport, from: Cursor, run: RunView): Notice | undefined {
  if (report.kind === 'whole') {
    const text = `All ${run.steps.length - from} remaining steps kept.`
    return { topic: 'replay', tone: 'info', text }
  }
  const kept = Math.max(0, report.at - from)
  const text = `${kept} of ${kept + report.dropped} remaining steps kept; then ${report.reason}`
  return { topic: 'lost', tone: 'info', text }
}

export function keptStart(report: ReplayReport): Notice | undefined {
  if (report.kind === 'whole') return undefined
  const text = `${report.at} of ${report.at + report.dropped} steps kept; then ${report.reason}`
  return { topic: 'lost', tone: 'warning', text }
}
