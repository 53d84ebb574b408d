/** Making a run tidy, and dimming what its violation does not need. */

import type { RunView } from '../../src/trace/view.ts'
import type { RunSpec, SliceView, TidyView } from '../../src/worker/protocol.ts'
import { type App, whilePending } from './app.ts'
import { causeOf, type Explained } from './explained.ts'
import type { Notice } from './notice.ts'
import { keyOf, lastCursor, openedOf, specKey, specOf } from './run.ts'
import { refuse, show } from './show.ts'
import { dismiss, tell } from './tell.ts'

/** Replaces the run by the equivalent one with the fewest switches; undo brings it back. */
export function tidyRun(app: App): Promise<void> | undefined {
  const opened = openedOf(app.store.getState().run)
  return opened === undefined ? undefined : requestTidy(app, specOf(opened.run))
}

async function requestTidy(app: App, spec: RunSpec): Promise<void> {
  const outcome = await whilePending(app, app.client.tidy(spec))
  if (outcome.kind === 'failed') refuse(app, outcome.error)
  if (outcome.kind !== 'tidied') return
  const { opened, tidy } = outcome
  const { run, cursor } = app.store.getState()
  const before = openedOf(run)?.run
  if (before === undefined || keyOf(before) !== specKey(spec)) return
  const notice: Notice = { topic: 'explain', tone: 'info', text: tidyText(tidy) }
  const isSame = opened.run.schedule === before.schedule
  const wasAtEnd = cursor === lastCursor(before)
  if (isSame) tell(app, notice)
  else show(app, opened, wasAtEnd ? lastCursor(opened.run) : cursor, notice)
  setExplained(app, { switches: { key: keyOf(opened.run), reasons: tidy.reasons } })
}

/** Dims the steps that the run's violation does not need, or shows all alike again. */
export function switchCause(app: App): Promise<void> | undefined {
  const state = app.store.getState()
  const opened = openedOf(state.run)
  if (opened === undefined) return undefined
  if (causeOf(state) === undefined) return requestCause(app, specOf(opened.run))
  setExplained(app, { cause: undefined })
  dismiss(app, 'explain')
  return undefined
}

async function requestCause(app: App, spec: RunSpec): Promise<void> {
  const outcome = await whilePending(app, app.client.slice(spec))
  if (outcome.kind === 'failed') refuse(app, outcome.error)
  const opened = openedOf(app.store.getState().run)
  if (outcome.kind !== 'sliced' || opened === undefined) return
  const { slice } = outcome
  const key = specKey(spec)
  if (keyOf(opened.run) !== key) return
  const text =
    slice === undefined
      ? 'Nothing goes wrong in this run, so there is no cause to show.'
      : causeText(slice, opened.run)
  tell(app, { topic: 'explain', tone: 'info', text })
  if (slice !== undefined) setExplained(app, { cause: { key, steps: new Set(slice.cause) } })
}

function setExplained(app: App, change: Partial<Explained>): void {
  app.store.setState(({ explained }) => ({ explained: { ...explained, ...change } }))
}

/** `12 switches instead of 17; same interleaving class` */
function tidyText({ before, after, isFewest }: TidyView): string {
  if (!isFewest)
    return `Left as it is, with ${switchesText(before)}: there are too many equivalent runs to look at.`
  if (before === after)
    return `This run is tidy: ${switchesText(after)}, and no run of the same interleaving class has fewer.`
  return `${switchesText(after)} instead of ${before}; same interleaving class.`
}

function switchesText(count: number): string {
  return count === 1 ? '1 switch' : `${count} switches`
}

function causeText({ cause, title, at }: SliceView, run: RunView): string {
  const counts = `${cause.length} of ${run.steps.length} steps`
  return `${counts} are part of the cause of the ${title} at step ${at + 1}; the others are dimmed.`
}
