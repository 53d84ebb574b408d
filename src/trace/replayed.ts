/** How a run came about: from a schedule that could be replayed so far, or by being made tidy. */

import type { StepIndex } from './view.ts'

/** How much of the wanted schedule could be replayed. */
export type ReplayReport =
  | { readonly kind: 'whole' }
  /** `reason` is a sentence: "B cannot run: waits for hmm->rwsem, held by A since step 3". */
  | {
      readonly kind: 'stopped'
      readonly at: number
      readonly dropped: number
      readonly reason: string
    }

/** What became of a run that was made tidy: the same interleaving class, with fewer switches or as many. */
export interface TidyView {
  readonly before: number
  readonly after: number
  /** No equivalent run has fewer; false when there were too many to look at, and nothing was changed. */
  readonly isFewest: boolean
  /** Why each switch of the tidy run is needed, in sentences, by the step that begins with it. */
  readonly reasons: readonly { readonly at: StepIndex; readonly text: string }[]
}
