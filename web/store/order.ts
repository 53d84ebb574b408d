/** Asking what orders the steps of the run: showing it, following it, comparing two steps. */

import type { RunView, StepIndex } from '../../src/trace/view.ts'
import type { EdgeView } from '../../src/worker/order-protocol.ts'
import { type App, whilePending } from './app.ts'
import { jumpTo } from './navigate.ts'
import { type Order, type Pair, secondStep, stepInFocus } from './order-state.ts'
import { keyOf, letterOf, ofPage, openedOf, specOf } from './run.ts'
import { stepLabel } from './sentences.ts'
import { refuse } from './show.ts'
import { tell } from './tell.ts'

export function toggleEdges(app: App, wanted: 'step' | 'all'): void {
  const { shown } = app.store.getState().order
  const next = shown === wanted ? 'none' : wanted
  set(app, { shown: next })
  if (next !== 'none') void needEdges(app)
}

/** Asks for the edges of the run on the page unless they are known. */
export async function needEdges(app: App): Promise<readonly EdgeView[] | undefined> {
  const { run, order } = app.store.getState()
  const opened = openedOf(run)
  if (opened === undefined) return undefined
  const known = ofPage(run, order.known)
  if (known !== undefined) return known.edges
  const key = keyOf(opened.run)
  const asked = { kind: 'order', spec: specOf(opened.run), pair: undefined } as const
  const outcome = await whilePending(app, app.client.order(asked))
  if (outcome.kind === 'failed') refuse(app, outcome.error)
  if (outcome.kind !== 'ordered') return undefined
  set(app, { known: { key, edges: outcome.order.edges } })
  return outcome.order.edges
}

/**
 * Goes to the other end of an edge of the step in focus; from a step without one, of the nearest step of
 * its thread that has one. Says which edge it was.
 */
export function followEdge(app: App, by: 1 | -1): void {
  app.serial.add(async () => {
    const edges = await needEdges(app)
    const state = app.store.getState()
    const run = openedOf(state.run)?.run
    const step = stepInFocus(state)
    if (edges === undefined || run === undefined) return
    const edge = step === undefined ? undefined : edgeFrom(run, edges, step, by)
    if (edge === undefined) {
      tell(app, { topic: 'blocked', tone: 'info', text: noEdgeText(run, step, by) })
      return
    }
    const to = by === 1 ? edge.to : edge.from
    jumpTo(app, to + 1)
    app.serial.add(() => {
      const text = `To step ${to + 1}, ${stepLabel(run, to)}: ${edge.text}.`
      tell(app, { topic: 'blocked', tone: 'info', text })
      return undefined
    })
  })
}

/** Back: from the latest step that led here; forward: to the first one that this leads to. */
function edgeFrom(
  run: RunView,
  edges: readonly EdgeView[],
  step: StepIndex,
  by: 1 | -1,
): EdgeView | undefined {
  const lane = run.steps[step]?.lane
  for (let at = step; at >= 0 && at < run.steps.length; at += by) {
    if (run.steps[at]?.lane !== lane) continue
    const own = edges.filter(({ from, to }) => (by === 1 ? from : to) === at)
    const best = own.toSorted((a, b) => (by === 1 ? a.to - b.to : b.from - a.from))[0]
    if (best !== undefined) return best
  }
  return undefined
}

function noEdgeText(run: RunView, step: StepIndex | undefined, by: 1 | -1): string {
  const lane = step === undefined ? undefined : run.steps[step]?.lane
  const who = lane === undefined ? 'The start of the run' : `${letterOf(run, lane)} from here on`
  const what = by === 1 ? 'leads to no step of another thread' : 'needs no step of another thread'
  if (by === 1 || lane === undefined) return `${who} ${what}.`
  return `Up to here ${letterOf(run, lane)} ${what}.`
}

/** Asks how the step in focus and this one are ordered. */
export function compareWith(app: App, second: StepIndex): void {
  const state = app.store.getState()
  const run = openedOf(state.run)?.run
  const anchor = stepInFocus(state)
  if (run === undefined || anchor === undefined) return
  if (anchor === second) {
    set(app, { pair: undefined })
    return
  }
  const key = keyOf(run)
  const pair: Pair = { key, anchor, second, view: undefined }
  set(app, { pair })
  void ask(app, pair, run)
}

/** Moves the second step by one, away from the step in focus or back to it. */
export function extendPair(app: App, by: 1 | -1): void {
  const state = app.store.getState()
  const steps = openedOf(state.run)?.run.steps.length ?? 0
  const from = secondStep(state) ?? stepInFocus(state)
  if (from === undefined || from + by < 0 || from + by >= steps) return
  compareWith(app, from + by)
}

async function ask(app: App, pair: Pair, run: RunView): Promise<void> {
  const { anchor, second } = pair
  const two = { first: Math.min(anchor, second), second: Math.max(anchor, second) }
  const asked = { kind: 'order', spec: specOf(run), pair: two } as const
  const outcome = await whilePending(app, app.client.order(asked))
  if (outcome.kind === 'superseded' || app.store.getState().order.pair !== pair) return
  if (outcome.kind === 'failed') {
    set(app, { pair: { ...pair, view: outcome.error } })
    return
  }
  const { edges, pair: view } = outcome.order
  set(app, { known: { key: pair.key, edges }, pair: { ...pair, view } })
}

function set(app: App, change: Partial<Order>): void {
  app.store.setState(({ order }) => ({ order: { ...order, ...change } }))
}
