/** What is known of the objects of the run on the page, and the one whose steps stand out. */

import type { HeapIndex, HeapView } from '../../src/trace/heap-view.ts'
import type { StepIndex } from '../../src/trace/view.ts'
import type { HeddleError } from '../../src/worker/protocol.ts'
import { causeOf } from './explained.ts'
import { openedOf, specKey, specOf } from './run.ts'
import type { State } from './state.ts'

/** `key` says of which run. */
export type ObjectsPhase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly key: string }
  | { readonly kind: 'done'; readonly key: string; readonly heap: HeapView }
  | { readonly kind: 'failed'; readonly key: string; readonly error: HeddleError }

export const noObjects: ObjectsPhase = { kind: 'idle' }

export interface Touching {
  readonly key: string
  readonly object: HeapIndex
  readonly name: string
  readonly steps: ReadonlySet<StepIndex>
}

/** Idle when what is known is of another run than the one on the page. */
export function objectsOf({ objects, run }: State): ObjectsPhase {
  if (objects.kind === 'idle') return noObjects
  return objects.key === keyOfRun(run) ? objects : noObjects
}

export function touchingOf({ touching, run }: State): Touching | undefined {
  return touching !== undefined && touching.key === keyOfRun(run) ? touching : undefined
}

/** What the diagram does not dim: the steps that touch an object, else those of the cause. */
export function litSteps(state: State): ReadonlySet<StepIndex> | undefined {
  return touchingOf(state)?.steps ?? causeOf(state)
}

function keyOfRun(run: State['run']): string | undefined {
  const opened = openedOf(run)
  return opened === undefined ? undefined : specKey(specOf(opened.run))
}
