/** What became of a run under a fix, in words. */

import type { Cursor } from '../../../src/trace/view.ts'
import type { FixReplay } from '../../../src/worker/protocol.ts'

export interface ReplayWords {
  /** `blocked at step 26` */
  readonly text: string
  /** Why, or what happens instead; '' when there is nothing to say. */
  readonly detail: string
  /** Where it shows; undefined: at the end. */
  readonly at: Cursor | undefined
}

export function replayWords({ outcome }: FixReplay): ReplayWords {
  switch (outcome.kind) {
    case 'same':
      return { text: 'the same, step for step', detail: '', at: undefined }
    case 'blocked': {
      const { at, reason } = outcome
      return { text: `blocked at step ${at + 1}`, detail: reason, at }
    }
    case 'diverted': {
      const { at, does, instead, stopped } = outcome
      const detail = `${does} instead of ${instead}`
      const rest =
        stopped === undefined ? '' : `; stopped at step ${stopped.at + 1}: ${stopped.reason}`
      return { text: `diverted at step ${at + 1}`, detail: `${detail}${rest}`, at: at + 1 }
    }
  }
}
