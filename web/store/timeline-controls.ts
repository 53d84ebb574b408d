/**
 * How commands reach the timeline without loading it: the view registers what it can do while it is shown.
 */

import type { Command } from '../ui/command.ts'
import type { App } from './app.ts'

export interface TimelineControls {
  /** Those of the timeline's own. */
  readonly commands: readonly Command[]
  /** Above 1: more time. At the pointer when it is over the lanes. */
  readonly zoom: (factor: number) => void
  /** Goes on for as long as the key is held. */
  readonly pan: (direction: 1 | -1) => void
  readonly fit: () => void
  readonly zoomToRange: () => void
  /** To what was shown before it was zoomed into. */
  readonly zoomBack: () => void
  readonly reveal: () => void
  readonly step: (by: 1 | -1) => void
  readonly sameLane: (by: 1 | -1) => void
  readonly end: (which: 'first' | 'last') => void
  /** Moves the focus between the heads of lanes. */
  readonly lane: (by: 1 | -1) => void
  readonly extendRange: (by: 1 | -1) => void
  /** Takes back the drag that goes on, else drops the range; false when there is neither. */
  readonly deselect: () => boolean
}

const shown = new WeakMap<App, TimelineControls>()

/** Returns the way to leave. */
export function showTimeline(app: App, controls: TimelineControls): () => void {
  shown.set(app, controls)
  return () => {
    if (shown.get(app) === controls) shown.delete(app)
  }
}

export function timelineOf(app: App): TimelineControls | undefined {
  return shown.get(app)
}

/** What Escape means in the timeline; false when it means nothing there. */
export function deselectInTimeline(app: App): boolean {
  return timelineOf(app)?.deselect() ?? false
}
