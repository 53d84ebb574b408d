/** The handles by which rows and open calls are dragged: what was pressed, and where. */

import type { PointerEvent as ReactPointerEvent } from 'react'
import type { CallKey } from '../../src/trace/rows-fold.ts'
import type { Row } from '../../src/trace/rows.ts'
import type { CssPixels } from './geometry.ts'

export interface Grip {
  readonly row: Row
  /** The open call whose name was pressed; undefined: the row's own step or folded call. */
  readonly call: CallKey | undefined
  /** Everything that the thread does here without a switch is meant. */
  readonly isSegment: boolean
  readonly pointer: number
  /** Where it was pressed, in the window. */
  readonly x: CssPixels
  readonly y: CssPixels
  /** What has become of it: whoever follows the drag may come later than its first moves. */
  readonly now: () => Followed
}

export interface Followed {
  /** In the window. */
  readonly x: CssPixels
  readonly y: CssPixels
  /** Undefined while the pointer is held. */
  readonly end: 'released' | 'cancelled' | undefined
}

/** Whether an event is about a grip. */
export function isOnGrip({ target }: ReactPointerEvent): boolean {
  return target instanceof Element && target.closest('[data-grip]') !== null
}

/** `scroller` is about to capture the pointer. Undefined when it was not a grip, or not the main button. */
export function gripOf(
  event: ReactPointerEvent<HTMLElement>,
  rows: readonly Row[],
  scroller: HTMLElement,
): Grip | undefined {
  const { target } = event
  if (!(target instanceof Element) || event.button !== 0 || !event.isPrimary) return undefined
  const grip = target.closest<HTMLElement>('[data-grip]')
  const row = rows[Number(grip?.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? -1)]
  if (grip === null || row === undefined) return undefined
  const call = grip.dataset['grip'] ?? ''
  return {
    row,
    call: call === '' ? undefined : call,
    isSegment: event.shiftKey,
    pointer: event.pointerId,
    x: event.clientX,
    y: event.clientY,
    now: followed(event, scroller),
  }
}

function followed(
  { pointerId, clientX, clientY }: ReactPointerEvent,
  element: HTMLElement,
): () => Followed {
  let now: Followed = { x: clientX, y: clientY, end: undefined }
  const listening = new AbortController()
  const see = (event: PointerEvent): void => {
    if (event.pointerId !== pointerId) return
    now = next(now, event)
    if (now.end !== undefined) listening.abort()
  }
  for (const type of ['pointermove', 'pointerup', 'pointercancel', 'lostpointercapture'] as const)
    element.addEventListener(type, see, { signal: listening.signal })
  return () => now
}

function next(before: Followed, { type, clientX: x, clientY: y }: PointerEvent): Followed {
  switch (type) {
    case 'pointermove':
      return { x, y, end: undefined }
    case 'pointerup':
      return { x, y, end: 'released' }
    default:
      return { ...before, end: 'cancelled' }
  }
}
