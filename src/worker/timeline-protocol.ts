/**
 * What the page and the worker that reads traces say to each other. One worker reads one text; whoever no
 * longer wants it ends the worker.
 */

import type { ImportedRun } from '../share/json/parse-run.ts'
import type { Timeline } from '../timeline/model.ts'

/** A file, or what was pasted. */
export type TraceSource = Blob | string

export type FromTimelineWorker =
  /** `part` is 0 … 1 */
  | { readonly kind: 'progress'; readonly part: number; readonly events: number }
  | {
      readonly kind: 'trace'
      readonly timeline: Timeline
      readonly events: number
      readonly leftOut: readonly (readonly [string, number])[]
    }
  /** A run that Heddle wrote. */
  | { readonly kind: 'run'; readonly run: ImportedRun }
  /** A sentence with the place and the reason. */
  | { readonly kind: 'failed'; readonly message: string }
