/** The schedule of the run on the page replayed under each fix. */

import type { FixReplay, HeddleError } from '../../src/worker/protocol.ts'
import type { App } from './app.ts'
import { openedOf, specKey, specOf } from './run.ts'
import type { State } from './state.ts'

/** `key` says of which run. */
export type UnderFixes =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly key: string }
  | { readonly kind: 'done'; readonly key: string; readonly replays: readonly FixReplay[] }
  | { readonly kind: 'failed'; readonly key: string; readonly error: HeddleError }

export const notReplayed: UnderFixes = { kind: 'idle' }

/** Idle when what is known is of another run than the one on the page. */
export function underFixesOf({ underFixes, run }: State): UnderFixes {
  const opened = openedOf(run)
  if (underFixes.kind === 'idle' || opened === undefined) return notReplayed
  return underFixes.key === specKey(specOf(opened.run)) ? underFixes : notReplayed
}

/** Does nothing when it is known, or on its way, for the run on the page. */
export async function replayUnderFixes(app: App): Promise<void> {
  const state = app.store.getState()
  const opened = openedOf(state.run)
  if (opened === undefined || underFixesOf(state).kind !== 'idle') return
  const spec = specOf(opened.run)
  const key = specKey(spec)
  app.store.setState({ underFixes: { kind: 'running', key } })
  const outcome = await app.client.underFixes(spec)
  switch (outcome.kind) {
    case 'superseded':
      return
    case 'failed':
      app.store.setState({ underFixes: { kind: 'failed', key, error: outcome.error } })
      return
    case 'under-fixes':
      app.store.setState({ underFixes: { kind: 'done', key, replays: outcome.replays } })
      return
  }
}
