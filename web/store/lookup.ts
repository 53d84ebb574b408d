/** Looking something up in the run: the steps that have to do with a text, and going from one to the next. */

import type { Cursor, RunView, StepIndex } from '../../src/trace/view.ts'
import { defaultView } from '../views/registry.ts'
import type { App } from './app.ts'
import { scrubTo } from './navigate.ts'
import { letterOf, openedOf } from './run.ts'
import type { State } from './state.ts'

/** Undefined while nothing is looked up. */
export type Lookup =
  | {
      readonly text: string
      /** How often it was asked for: each time the field gets the focus. */
      readonly asked: number
    }
  | undefined

const noHits: readonly StepIndex[] = []

/**
 * The steps whose thread, function, statement, effects, memory or violations hold every word of the text,
 * in any case, in the order of the run.
 */
export function hitsIn(run: RunView, text: string): readonly StepIndex[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return noHits
  return run.steps.flatMap((_, step) => {
    const said = saidOf(run, step)
    return words.every((word) => said.includes(word)) ? [step] : []
  })
}

/** A step is in the function that makes it, and in those that it enters. */
function saidOf(run: RunView, index: StepIndex): string {
  const step = run.steps[index]
  if (step === undefined) return ''
  const calls = step.calls.flatMap((call) => run.calls[call] ?? [])
  const near = calls.filter((call, depth) => depth === calls.length - 1 || call.from === index)
  return [
    letterOf(run, step.lane),
    step.text,
    step.choice ?? '',
    ...near.map(({ fn, text }) => `${fn} ${text}`),
    ...step.effects.map(({ text }) => text),
    ...step.accesses.map(({ word }) => word),
    ...step.violations.flatMap((violation) => run.violations[violation]?.title ?? []),
  ]
    .join('\n')
    .toLowerCase()
}

let latest:
  | { readonly run: RunView; readonly text: string; readonly hits: readonly StepIndex[] }
  | undefined

/** The same array while run and text are the same. */
export function hitsOf({ run: phase, lookup }: State): readonly StepIndex[] {
  const run = openedOf(phase)?.run
  if (run === undefined || lookup === undefined) return noHits
  const { text } = lookup
  if (latest?.run !== run || latest.text !== text) latest = { run, text, hits: hitsIn(run, text) }
  return latest.hits
}

/** Position among the hits of the step that was executed last; -1 when it is none. */
export function currentHit(hits: readonly StepIndex[], cursor: Cursor): number {
  return hits.indexOf(cursor - 1)
}

/** The hit after, or before, a place in the run; beyond the last it goes on with the first. */
export function hitFrom(
  hits: readonly StepIndex[],
  cursor: Cursor,
  by: 1 | -1,
): StepIndex | undefined {
  if (by === 1) return hits.find((hit) => hit >= cursor) ?? hits[0]
  return hits.findLast((hit) => hit < cursor - 1) ?? hits.at(-1)
}

/** Shows the run, where the hits are. */
export function startLookup(app: App): void {
  app.store.setState(({ lookup }) => ({
    lookup: { text: lookup?.text ?? '', asked: (lookup?.asked ?? 0) + 1 },
    view: defaultView,
  }))
}

export function setLookup(app: App, text: string): void {
  app.store.setState(({ lookup }) => ({ lookup: { text, asked: lookup?.asked ?? 1 } }))
}

/** False when nothing was looked up. */
export function endLookup(app: App): boolean {
  if (app.store.getState().lookup === undefined) return false
  app.store.setState({ lookup: undefined })
  return true
}

export function goToHit(app: App, by: 1 | -1): void {
  const state = app.store.getState()
  const hit = hitFrom(hitsOf(state), state.cursor, by)
  if (hit !== undefined) scrubTo(app, hit + 1)
}
