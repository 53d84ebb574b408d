/** Looking something up in the run: the steps that have to do with a text. */

import type { RunView, StepIndex } from '../../src/trace/view.ts'
import { defaultView } from '../views/registry.ts'
import type { App } from './app.ts'
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

/** Shows the run, where the hits are. */
export function startLookup(app: App): void {
  app.store.setState(({ lookup }) => ({
    lookup: { text: lookup?.text ?? '', asked: (lookup?.asked ?? 0) + 1 },
    view: defaultView,
  }))
}

/** False when nothing was looked up. */
export function endLookup(app: App): boolean {
  if (app.store.getState().lookup === undefined) return false
  app.store.setState({ lookup: undefined })
  return true
}
