/**
 * What is known about a run beyond the run itself: why its switches are needed, and what its violation
 * needs. Kept for the last run that was asked about, and shown whenever that one is on the page.
 */

import type { RunView, StepIndex } from '../../src/trace/view.ts'
import type { TidyView } from '../../src/worker/protocol.ts'
import { keyOf, ofPage } from './run.ts'
import type { State } from './state.ts'

export interface Explained {
  readonly switches: { readonly key: string; readonly reasons: TidyView['reasons'] } | undefined
  /** While what does not matter is dimmed. */
  readonly cause: { readonly key: string; readonly steps: ReadonlySet<StepIndex> } | undefined
}

export const nothingExplained: Explained = { switches: undefined, cause: undefined }

/** Why the switch before this step is needed; undefined when there is none, or that is not known. */
export function switchReason(
  { switches }: Explained,
  run: RunView,
  step: StepIndex,
): string | undefined {
  if (switches === undefined || switches.key !== keyOf(run)) return undefined
  return switches.reasons.find(({ at }) => at === step)?.text
}

/** Steps that are part of the cause, while the others are dimmed. */
export function causeOf({ explained, run }: State): ReadonlySet<StepIndex> | undefined {
  return ofPage(run, explained.cause)?.steps
}
