import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Grip } from '../diagram/grip.ts'
import type { CssPixels } from '../diagram/geometry.ts'

/** Where the pointer is while it drags. */
export interface Drag {
  /** In the window. */
  readonly x: CssPixels
  readonly y: CssPixels
  /** Below the top of the rows. */
  readonly sheetY: CssPixels
}

interface DragOptions {
  readonly scroller: RefObject<HTMLElement | null>
  /** Height of what stays at the top of the scrolled part. */
  readonly header: CssPixels
  readonly grip: Grip
  readonly onDrop: (drag: Drag) => void
  /** Let go before it became a drag. */
  readonly onPress: () => void
  readonly onCancel: () => void
}

/** Before that a press is a press. */
const threshold: CssPixels = 5
/** At the edges the rows scroll, faster the closer. */
const edge: CssPixels = 44
const fastest: CssPixels = 16

/**
 * Follows the pointer that the scroller has captured, from its first move beyond the threshold until it is
 * let go, both of which may have come before this was loaded; Escape, or the browser taking the pointer over, cancels.
 */
export function useDrag(options: DragOptions): Drag | undefined {
  const { scroller, header, grip } = options
  const [drag, setDrag] = useState<Drag | undefined>(undefined)
  const latest = useRef(options)
  useLayoutEffect(() => {
    latest.current = options
  })
  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const isBeyond = (to: { readonly x: CssPixels; readonly y: CssPixels }): boolean =>
      Math.hypot(to.x - grip.x, to.y - grip.y) >= threshold
    const { end, ...begin } = grip.now()
    let at = begin
    let isDragging = isBeyond(at)
    let frame: number | undefined
    const place = (): Drag => {
      const top = element.getBoundingClientRect().top + header
      return { ...at, sheetY: at.y - top + element.scrollTop }
    }
    const letGo = (): void => {
      if (isDragging) latest.current.onDrop(place())
      else latest.current.onPress()
    }
    const cancel = (): void => latest.current.onCancel()
    if (end === 'released') letGo()
    if (end === 'cancelled') cancel()
    if (end !== undefined) return undefined
    const scroll = (): void => {
      const { top, bottom } = element.getBoundingClientRect()
      const by = scrollBy(at.y, top + header, bottom)
      frame = by === 0 ? undefined : requestAnimationFrame(scroll)
      if (by === 0) return
      element.scrollTop += by
      setDrag(place())
    }
    const show = (): void => {
      setDrag(place())
      frame ??= requestAnimationFrame(scroll)
    }
    if (isDragging) {
      frame = requestAnimationFrame(() => {
        frame = undefined
        show()
      })
    }
    const follow = (event: PointerEvent): void => {
      at = { x: event.clientX, y: event.clientY }
      isDragging ||= isBeyond(at)
    }
    const move = (event: PointerEvent): void => {
      if (event.pointerId !== grip.pointer) return
      follow(event)
      if (isDragging) show()
    }
    const up = (event: PointerEvent): void => {
      if (event.pointerId !== grip.pointer) return
      follow(event)
      letGo()
    }
    const key = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      cancel()
    }
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', up)
    element.addEventListener('pointercancel', cancel)
    window.addEventListener('keydown', key, { capture: true })
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame)
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', up)
      element.removeEventListener('pointercancel', cancel)
      window.removeEventListener('keydown', key, { capture: true })
      if (element.hasPointerCapture(grip.pointer)) element.releasePointerCapture(grip.pointer)
    }
  }, [scroller, header, grip])
  return drag
}

/** How far to scroll for a pointer at `y` between the edges; 0 away from them. */
function scrollBy(y: CssPixels, top: CssPixels, bottom: CssPixels): CssPixels {
  const above = top + edge - y
  const below = y - (bottom - edge)
  const depth = Math.min(1, Math.max(above, below, 0) / edge)
  return Math.round((above > below ? -1 : 1) * depth * fastest)
}
