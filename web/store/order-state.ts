/** What is known of the order of the steps of the run, and what of it is shown. */

import type { StepIndex } from '../../src/trace/view.ts'
import type { EdgeView, PairView } from '../../src/worker/order-protocol.ts'
import type { HeddleError } from '../../src/worker/protocol.ts'
import { lastStep } from './cursor.ts'
import { ofPage } from './run.ts'
import type { State } from './state.ts'

export interface Order {
  /** Whose edges are drawn. */
  readonly shown: 'none' | 'step' | 'all'
  /** Of the run with this key. */
  readonly known: { readonly key: string; readonly edges: readonly EdgeView[] } | undefined
  readonly pair: Pair | undefined
}

/** Two steps that the user wants to know the order of. */
export interface Pair {
  readonly key: string
  /** The step that was picked out first; when the user goes elsewhere the pair is no longer shown. */
  readonly anchor: StepIndex
  readonly second: StepIndex
  /** Undefined until the worker has answered. */
  readonly view: PairView | HeddleError | undefined
}

export const nothingOrdered: Order = { shown: 'none', known: undefined, pair: undefined }

const noEdges: readonly EdgeView[] = []

/** Edges to draw: a constant array while none are. */
export function shownEdges(state: State): readonly EdgeView[] {
  const { order } = state
  return order.shown === 'none' ? noEdges : knownEdges(state)
}

export function knownEdges({ order, run }: State): readonly EdgeView[] {
  return ofPage(run, order.known)?.edges ?? noEdges
}

/** The step that is picked out, else the one executed last. */
export function stepInFocus({ selected, cursor }: State): StepIndex | undefined {
  return selected ?? lastStep(cursor)
}

/** The pair, while its first step is in focus. */
export function pairOf(state: State): Pair | undefined {
  const pair = ofPage(state.run, state.order.pair)
  return pair?.anchor === stepInFocus(state) ? pair : undefined
}

export function secondStep(state: State): StepIndex | undefined {
  return pairOf(state)?.second
}

/** Something of it is drawn over the diagram. */
export function showsOrder(state: State): boolean {
  return state.order.shown !== 'none' || secondStep(state) !== undefined
}
