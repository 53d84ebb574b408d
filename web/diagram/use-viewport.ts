import { type RefObject, useCallback, useLayoutEffect, useState } from 'react'
import type { CssPixels } from './geometry.ts'

export interface Viewport {
  readonly width: CssPixels
  readonly height: CssPixels
  /** Scroll position, rounded down: what is drawn changes only every few rows. */
  readonly top: CssPixels
}

const grain: CssPixels = 96

/**
 * Size and scroll position of an element. `measure` reads them at once, for when they were just
 * changed and the next frame must already show it.
 */
export function useViewport(ref: RefObject<HTMLElement | null>): {
  readonly viewport: Viewport
  readonly measure: () => void
} {
  const [viewport, setViewport] = useState<Viewport>({ width: 0, height: 0, top: 0 })
  const measure = useCallback(() => {
    const element = ref.current
    if (element === null) return
    const top = Math.floor(element.scrollTop / grain) * grain
    const { clientWidth: width, clientHeight: height } = element
    setViewport((old) =>
      old.width === width && old.height === height && old.top === top
        ? old
        : { width, height, top },
    )
  }, [ref])
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [ref, measure])
  return { viewport, measure }
}
