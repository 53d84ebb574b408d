/**
 * The guided tour: a callout beside the part of the page that it speaks of. The page stays usable, by all its
 * keys too; Escape ends the tour.
 */

import { useEffect, useId, useLayoutEffect, useRef } from 'react'
import { endTour, goToStop } from '../store/tour.ts'
import { useApp } from '../store/use-app.ts'
import { QuietButton } from '../ui/QuietButton.tsx'
import { placeBeside } from './place.ts'
import { stops } from './stops.ts'
import './tour.css'

export function Tour({ at }: { readonly at: number }) {
  const app = useApp()
  const callout = useRef<HTMLElement>(null)
  const ring = useRef<HTMLDivElement>(null)
  const titleId = useId()
  const textId = useId()
  const stop = stops[at]
  useEffect(() => stop?.arrive(app), [app, stop])
  useLayoutEffect(() => {
    if (callout.current === null || ring.current === null || stop === undefined) return undefined
    return follow(stop.anchors, callout.current, ring.current)
  }, [stop])
  useLayoutEffect(() => {
    callout.current?.querySelector<HTMLElement>('.button-primary')?.focus({ preventScroll: true })
  }, [at])
  if (stop === undefined) return undefined
  const isLast = at === stops.length - 1
  const end = (): void => {
    endTour(app)
    document.querySelector<HTMLElement>('[role="grid"]')?.focus()
  }
  return (
    <>
      <div ref={ring} className="tour-ring" aria-hidden="true" />
      <section
        ref={callout}
        className="tour"
        aria-label="Tour"
        aria-describedby={textId}
        aria-live="polite"
      >
        <div className="tour-head">
          <h2 id={titleId}>{stop.title}</h2>
          <QuietButton name="End the tour" hint="End the tour (Esc)" icon="close" onClick={end} />
        </div>
        <p id={textId}>{stop.text}</p>
        <div className="tour-foot">
          <span className="tour-place">
            Stop {at + 1} of {stops.length}
          </span>
          {at > 0 && (
            <button type="button" className="button" onClick={() => goToStop(app, at - 1)}>
              Back
            </button>
          )}
          <button
            type="button"
            className="button button-primary"
            onClick={isLast ? end : () => goToStop(app, at + 1)}
          >
            {isLast ? 'Done' : 'Next'}
          </button>
        </div>
      </section>
    </>
  )
}

/** Keeps callout and ring at the first of the parts that is there, wherever it goes. */
function follow(anchors: readonly string[], callout: HTMLElement, ring: HTMLElement): () => void {
  let frame = 0
  const move = (): void => {
    frame = requestAnimationFrame(move)
    const anchor = anchors.map((selector) => document.querySelector(selector)).find(isShown)
    const { documentElement: page } = document
    const window = { width: page.clientWidth, height: page.clientHeight }
    const box = anchor?.getBoundingClientRect() ?? { left: 0, top: 0, ...window }
    const size = { width: callout.offsetWidth, height: callout.offsetHeight }
    const { left, top } = placeBeside(box, size, window)
    callout.style.transform = `translate(${left}px, ${top}px)`
    ring.hidden = anchor === undefined
    ring.style.transform = `translate(${box.left - 4}px, ${box.top - 4}px)`
    ring.style.width = `${box.width + 8}px`
    ring.style.height = `${box.height + 8}px`
  }
  move()
  return () => cancelAnimationFrame(frame)
}

function isShown(element: Element | null): element is Element {
  return element !== null && element.getClientRects().length > 0
}
