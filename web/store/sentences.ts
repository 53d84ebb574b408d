/** What is said about steps: in the slider's value, to screen readers, in labels. */

import type { Cursor, RunView, StepIndex } from '../../src/trace/view.ts'
import { lockPhrases } from './locks.ts'
import { letterOf } from './run.ts'

/** `B hlist_del_init(&mirror->mlist)` */
export function stepLabel(run: RunView, index: StepIndex): string {
  const step = run.steps[index]
  if (step === undefined) return ''
  const choice = step.choice === undefined ? '' : ` (${step.choice})`
  return `${letterOf(run, step.lane)} ${step.text}${choice}`
}

/** `step 12 of 45: B hlist_del_init(&mirror->mlist)` */
export function placeText(run: RunView, cursor: Cursor): string {
  const place = `step ${cursor} of ${run.steps.length}`
  return cursor === 0 ? `${place}: nothing has run yet` : `${place}: ${stepLabel(run, cursor - 1)}`
}

/** Step number, thread, what happened, who holds what; `''` while there is nothing to say. */
export function announcement(run: RunView, cursor: Cursor): string {
  const step = run.steps[cursor - 1]
  const parts = [
    capital(placeText(run, cursor)),
    ...(step?.effects.map(({ text }) => text) ?? []),
    ...(step?.violations.flatMap((index) => violationText(run, index)) ?? []),
    ...lockPhrases(run, cursor),
  ]
  return `${parts.join('. ')}.`
}

function violationText(run: RunView, index: number): readonly string[] {
  const violation = run.violations[index]
  return violation === undefined ? [] : [`Violation: ${violation.title}, ${violation.text}`]
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
