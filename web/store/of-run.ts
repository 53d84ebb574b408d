/** What the worker says about one run as a whole, kept for the last run that was asked about. */

import type { HeddleError } from '../../src/worker/protocol.ts'
import { ofPage, type RunPhase } from './run.ts'

/** `key` says of which run. */
export type OfRun<T> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly key: string }
  | { readonly kind: 'done'; readonly key: string; readonly view: T }
  | { readonly kind: 'failed'; readonly key: string; readonly error: HeddleError }

export const notAsked = { kind: 'idle' } as const

/** Idle when what is known is of another run than the one on the page. */
export function phaseOnPage<T>(run: RunPhase, phase: OfRun<T>): OfRun<T> {
  return phase.kind === 'idle' ? phase : (ofPage(run, phase) ?? notAsked)
}
