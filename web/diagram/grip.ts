/** The handles by which rows and open calls are dragged: what was pressed, and where. */

import type { PointerEvent } from 'react'
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
  /** In the window. */
  readonly x: CssPixels
  readonly y: CssPixels
}

/** Undefined when it was not a grip, or not the main button. */
export function gripOf(event: PointerEvent<HTMLElement>, rows: readonly Row[]): Grip | undefined {
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
  }
}
