/** What became of a run under a fix, in words. */

import type { Cursor } from '../../../src/trace/view.ts'
import type { FixReplay } from '../../../src/worker/protocol.ts'

export interface ReplayWords {
  /** `blocked at step 26` */
  readonly text: string
  /** What happens in place of what; undefined when nothing else does. */
  readonly swap: { readonly does: string; readonly instead: string } | undefined
  /** Why it does not go on; undefined when it does. */
  readonly why: string | undefined
  /** Where it shows; undefined: at the end. */
  readonly at: Cursor | undefined
}

export function replayWords({ outcome }: FixReplay): ReplayWords {
  switch (outcome.kind) {
    case 'same':
      return { text: 'the same, step for step', swap: undefined, why: undefined, at: undefined }
    case 'blocked': {
      const { at, reason } = outcome
      return { text: `blocked at step ${at + 1}`, swap: undefined, why: reason, at }
    }
    case 'diverted': {
      const { at, does, instead, stopped } = outcome
      const why =
        stopped === undefined ? undefined : `Stopped at step ${stopped.at + 1}: ${stopped.reason}`
      return { text: `diverted at step ${at + 1}`, swap: { does, instead }, why, at: at + 1 }
    }
  }
}
