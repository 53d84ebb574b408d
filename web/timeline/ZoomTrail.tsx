/** What is shown of the whole, and the ranges around it that were zoomed into: a click goes back to one. */

import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { TimelineController } from './controller.ts'
import { rangeWords, spanWords } from './words.ts'

export function ZoomTrail({ controller }: { readonly controller: TimelineController }) {
  const { waysBack } = useSyncExternalStore(controller.subscribe, controller.snapshot)
  const { timeline, viewport } = controller
  const words = useRef<HTMLSpanElement>(null)
  const list = useRef<HTMLOListElement>(null)
  // Changes with each frame of a gesture: React has no part in it.
  useEffect(
    () =>
      controller.onFrame((span) => {
        const text = spanWords(controller.timeline, span)
        if (words.current !== null && words.current.textContent !== text)
          words.current.textContent = text
      }),
    [controller],
  )
  // In a narrow window the end of the trail is what counts.
  useEffect(() => {
    if (list.current !== null) list.current.scrollLeft = list.current.scrollWidth
  }, [waysBack])
  return (
    <ol className="timeline-trail" ref={list} aria-label="Zoomed into">
      {waysBack.map((span, depth) => {
        const all = rangeWords(timeline, span)
        return (
          <li key={depth}>
            <button
              type="button"
              className="text-link"
              aria-label={`Zoom out to ${all}`}
              title={`Zoom out to ${all}`}
              onClick={() => viewport.goBack(span)}
            >
              {depth === 0 ? 'All' : all}
            </button>
          </li>
        )
      })}
      <li aria-current="true">
        <span ref={words} />
      </li>
    </ol>
  )
}
