import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { Cursor, StepIndex } from '../../src/trace/view.ts'
import { bodyTop, type CssPixels, playheadPlace, type Geometry, stepTop } from './geometry.ts'
import { placeOfCursor } from '../../src/trace/rows-find.ts'

/** Rows that stay visible before and after the playhead. */
const margin: CssPixels = 84

export interface Anchor {
  /** The next change of rows keeps this step where it stands on the screen. */
  readonly keep: (step: StepIndex) => void
}

/**
 * Keeps the playhead in view when it moves, and the place of a step when rows fold or unfold.
 * Scrolls at once: a key that is held down must not wait for an animation.
 */
export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  geometry: Geometry,
  cursor: Cursor,
  header: CssPixels,
  measure: () => void,
): Anchor {
  const anchor = useRef<{ readonly step: StepIndex; readonly y: CssPixels } | undefined>(undefined)
  const shown = useRef({ geometry, cursor: -1 })

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const kept = anchor.current
    anchor.current = undefined
    if (kept !== undefined && shown.current.geometry !== geometry) {
      scrollTo(element, stepTop(geometry, kept.step) - kept.y)
    } else if (shown.current.cursor !== cursor || shown.current.geometry !== geometry) {
      bringIntoView(element, geometry, cursor, header)
    }
    shown.current = { geometry, cursor }
    measure()
  }, [scroller, geometry, cursor, header, measure])

  return {
    keep: (step) => {
      const top = scroller.current?.scrollTop ?? 0
      anchor.current = { step, y: stepTop(geometry, step) - top }
    },
  }
}

function bringIntoView(
  element: HTMLElement,
  geometry: Geometry,
  cursor: Cursor,
  header: CssPixels,
): void {
  const room = element.clientHeight - header
  if (room <= 0) return
  const place = placeOfCursor(geometry.rows, cursor)
  const top = place === undefined ? 0 : bodyTop(geometry, place.row)
  const bottom = playheadPlace(geometry, cursor).y
  const space = Math.min(margin, room / 4)
  if (bottom + space > element.scrollTop + room) scrollTo(element, bottom + space - room)
  if (top - space < element.scrollTop) scrollTo(element, top - space)
}

function scrollTo(element: HTMLElement, top: CssPixels): void {
  element.scrollTo({ top, behavior: 'instant' })
}
