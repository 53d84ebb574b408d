/** Going from one step that was looked up to the next. */

import type { Cursor, StepIndex } from '../../src/trace/view.ts'
import type { App } from './app.ts'
import { hitsOf } from './lookup.ts'
import { scrubTo } from './navigate.ts'

/** Position among the hits of the step that was executed last; -1 when it is none. */
export function currentHit(hits: readonly StepIndex[], cursor: Cursor): number {
  return hits.indexOf(cursor - 1)
}

/** The hit after, or before, a place in the run; beyond the last it goes on with the first. */
export function hitFrom(
  hits: readonly StepIndex[],
  cursor: Cursor,
  by: 1 | -1,
): StepIndex | undefined {
  if (by === 1) return hits.find((hit) => hit >= cursor) ?? hits[0]
  return hits.findLast((hit) => hit < cursor - 1) ?? hits.at(-1)
}

export function setLookup(app: App, text: string): void {
  app.store.setState(({ lookup }) => ({ lookup: { text, asked: lookup?.asked ?? 1 } }))
}

export function goToHit(app: App, by: 1 | -1): void {
  const state = app.store.getState()
  const hit = hitFrom(hitsOf(state), state.cursor, by)
  if (hit !== undefined) scrubTo(app, hit + 1)
}
