/** What is known of the objects of the run on the page, and the one whose steps stand out. */

import type { HeapIndex, HeapView } from '../../src/trace/heap-view.ts'
import type { StepIndex } from '../../src/trace/view.ts'
import { causeOf } from './explained.ts'
import { type OfRun, phaseOnPage } from './of-run.ts'
import { ofPage } from './run.ts'
import type { State } from './state.ts'

export type ObjectsPhase = OfRun<HeapView>

export interface Touching {
  readonly key: string
  readonly object: HeapIndex
  readonly name: string
  /** What is said of the other steps: `does not touch device`. */
  readonly others: string
  readonly steps: ReadonlySet<StepIndex>
}

export function objectsOf({ objects, run }: State): ObjectsPhase {
  return phaseOnPage(run, objects)
}

export function touchingOf({ touching, run }: State): Touching | undefined {
  return ofPage(run, touching)
}

/** What the diagram does not dim: the steps that touch an object, else those of the cause. */
export function litSteps(state: State): ReadonlySet<StepIndex> | undefined {
  return touchingOf(state)?.steps ?? causeOf(state)
}

/** Why the diagram dims the others. */
export function dimmedText(state: State): string {
  return touchingOf(state)?.others ?? 'not part of the cause'
}
