/** Letting another thread run than the recorded one: the edit that the whole page is about. */

import type { Cursor, LaneIndex, NextView, RunView } from '../../src/trace/view.ts'
import type { OpenRequest } from '../../src/worker/client.ts'
import { type App, whilePending } from './app.ts'
import { movedTo } from './navigate.ts'
import { letterOf, nextAt, openedOf, specOf } from './run.ts'
import { keptRest, show } from './show.ts'
import { tell } from './tell.ts'

/**
 * Lets a lane take the next step. What is recorded there anyway is simply stepped over; otherwise the lane
 * drops in, and the rest of the schedule follows as far as it can. `option` is an index into the step's
 * alternatives; left out, it is the recorded one, else the first.
 */
export function runLane(app: App, lane: LaneIndex, option?: number): void {
  app.serial.add(() => {
    const { run: phase, cursor } = app.store.getState()
    const run = openedOf(phase)?.run
    if (run === undefined) return undefined
    const next = nextAt(run, cursor).find((candidate) => candidate.lane === lane)
    const refusal = whyNot(run, lane, next)
    if (refusal !== undefined) {
      tell(app, { topic: 'blocked', tone: 'warning', text: refusal })
      return undefined
    }
    if (isRecorded(run, cursor, lane, next, option)) {
      app.store.setState((state) => movedTo(state, run, cursor + 1, 'forward'))
      return undefined
    }
    return choose(app, run, cursor, lane, option ?? 0)
  })
}

function whyNot(run: RunView, lane: LaneIndex, next: NextView | undefined): string | undefined {
  if (run.lanes[lane] === undefined) {
    return `There is no thread ${lane + 1}: this run has ${run.lanes.length}.`
  }
  const who = letterOf(run, lane)
  if (next === undefined || next.kind === 'not-started') return `${who} has not been started yet.`
  return next.kind === 'can' ? undefined : `${who} cannot run: ${next.reason}`
}

function isRecorded(
  run: RunView,
  cursor: Cursor,
  lane: LaneIndex,
  next: NextView | undefined,
  option: number | undefined,
): boolean {
  const recorded = run.steps[cursor]
  if (recorded?.lane !== lane || next?.kind !== 'can') return false
  if (option === undefined || next.options.length === 0) return true
  return next.options[option] === recorded.choice
}

async function choose(
  app: App,
  run: RunView,
  at: Cursor,
  lane: LaneIndex,
  choice: number,
): Promise<void> {
  const request: OpenRequest = { kind: 'choose', spec: specOf(run), at, lane, choice }
  const outcome = await whilePending(app, app.client.open(request))
  if (outcome.kind === 'superseded') return
  if (outcome.kind === 'failed') {
    tell(app, { topic: 'blocked', tone: 'warning', text: outcome.error.message })
    return
  }
  const { opened } = outcome
  const dropped = run.steps.length - at
  const said = dropped === 0 ? undefined : keptRest(opened.report, at + 1, opened.run)
  const lost = app.store.getState().notices.find(({ topic }) => topic === 'lost')
  show(app, opened, at + 1, said)
  if (lost !== undefined && said?.topic !== 'lost') tell(app, lost)
}
