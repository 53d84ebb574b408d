/**
 * The run on the page. It says which scenario, variant and schedule it is of, so none of these is stored
 * beside it. While another run is being computed the present one stays.
 */

import { variantKey, variantOf } from '../../src/ir/variant.ts'
import type { Cursor, LaneIndex, NextView, RunView } from '../../src/trace/view.ts'
import type { HeddleError, Opened, RunSpec } from '../../src/worker/protocol.ts'

export type RunPhase =
  | { readonly kind: 'loading' }
  /** The address could not be used, and the user has not chosen anything else yet. */
  | { readonly kind: 'none' }
  | { readonly kind: 'ready'; readonly opened: Opened }
  /** Nothing could be opened yet: once a run is there, later failures are notices. */
  | { readonly kind: 'failed'; readonly error: HeddleError }

export const loading: RunPhase = { kind: 'loading' }

export function openedOf(phase: RunPhase): Opened | undefined {
  return phase.kind === 'ready' ? phase.opened : undefined
}

export function specOf(run: RunView): RunSpec {
  return {
    scenario: run.scenario,
    variant: variantOf(run),
    schedule: run.schedule,
  }
}

/** Equal specs open equal runs. */
export function specKey(spec: RunSpec): string {
  const { scenario, variant, schedule } = spec
  return [scenario, variantKey(variant), schedule].join('|')
}

/** Equal runs have equal keys. */
export function keyOf(run: RunView): string {
  return specKey(specOf(run))
}

/** Is it of the run on the page? */
export function isOfPage(phase: RunPhase, key: string): boolean {
  const opened = openedOf(phase)
  return opened !== undefined && keyOf(opened.run) === key
}

/** Something that is known about one run, while that is the one on the page. */
export function ofPage<T extends { readonly key: string }>(
  phase: RunPhase,
  known: T | undefined,
): T | undefined {
  return known !== undefined && isOfPage(phase, known.key) ? known : undefined
}

export function lastCursor(run: RunView): Cursor {
  return run.steps.length
}

const nothingNext: readonly NextView[] = []

/** What each lane would do next at `cursor`. */
export function nextAt(run: RunView, cursor: Cursor): readonly NextView[] {
  return run.next[cursor] ?? nothingNext
}

/** The lane that the schedule lets run at `cursor`; undefined at the end of the run. */
export function recordedLane(run: RunView, cursor: Cursor): LaneIndex | undefined {
  return run.steps[cursor]?.lane
}

export function letterOf(run: RunView, lane: LaneIndex): string {
  return run.lanes[lane]?.letter ?? '?'
}
