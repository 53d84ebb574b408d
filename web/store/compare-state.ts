/** Two runs that are held against each other. */

import type { Opened } from '../../src/worker/protocol.ts'
import type { ClosestProgress, ClosestResult } from '../../src/worker/search-protocol.ts'
import { openedOf } from './run.ts'
import type { State } from './state.ts'

export type Side = 'a' | 'b'

export interface Compare {
  /** Pinned; A is the run on the page while nothing is. */
  readonly a: Opened | undefined
  readonly b: Opened | undefined
  readonly closest: ClosestPhase
}

export type ClosestPhase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly progress: ClosestProgress | undefined }
  /** Of the run with this key. */
  | { readonly kind: 'done'; readonly key: string; readonly result: ClosestResult }
  | { readonly kind: 'failed'; readonly message: string }

export const nothingCompared: Compare = { a: undefined, b: undefined, closest: { kind: 'idle' } }

export function sideA({ compare, run }: State): Opened | undefined {
  return compare.a ?? openedOf(run)
}

export function sideB({ compare }: State): Opened | undefined {
  return compare.b
}
