/** The schedule of the run on the page replayed under each fix. */

import type { FixReplay } from '../../src/worker/protocol.ts'
import type { App } from './app.ts'
import { askOfRun } from './ask-of-run.ts'
import { type OfRun, phaseOnPage } from './of-run.ts'
import type { State } from './state.ts'

export type UnderFixes = OfRun<readonly FixReplay[]>

export function underFixesOf({ underFixes, run }: State): UnderFixes {
  return phaseOnPage(run, underFixes)
}

/** Does nothing when it is known, or on its way, for the run on the page. */
export function replayUnderFixes(app: App): Promise<void> {
  return askOfRun(
    app,
    app.store.getState().underFixes,
    async (spec) => {
      const outcome = await app.client.underFixes(spec)
      return outcome.kind === 'under-fixes' ? { kind: 'said', view: outcome.replays } : outcome
    },
    (underFixes) => app.store.setState({ underFixes }),
  )
}
