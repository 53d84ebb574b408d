/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the whole drawing is what slides; an input cannot be drawn on */
/** The drawing: the heads of the lanes are part of the page, all else is on two canvases. */

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { SliceIndex, Time, Timeline } from '../../src/timeline/model.ts'
import { TimelineController } from './controller.ts'
import { listenToGestures } from './gestures.ts'
import { Heads } from './Heads.tsx'
import { type Pointed, Hint } from './Hint.tsx'
import type { Kept } from './kept.ts'

export interface StageProps {
  readonly timeline: Timeline
  readonly playhead: Time | undefined
  readonly current: SliceIndex | undefined
  readonly kept: { current: Kept | undefined }
  readonly controller: TimelineController | undefined
  readonly onController: (controller: TimelineController | undefined) => void
  readonly onPick: (slice: SliceIndex) => void
  readonly onScrub: (time: Time) => void
  /** What screen readers are told of the place. */
  readonly says: string
  readonly least: number
  readonly most: number
  readonly now: number
}

export function Stage(props: StageProps) {
  const { timeline, playhead, current, kept, controller, onController } = props
  const { onPick, onScrub, says, least, most, now } = props
  const head = useRef<HTMLCanvasElement>(null)
  const lanes = useRef<HTMLCanvasElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const [pointed, setPointed] = useState<Pointed | undefined>(undefined)
  const host = useRef({ onPick, onScrub, playhead })
  useEffect(() => {
    host.current = { onPick, onScrub, playhead }
  })

  useLayoutEffect(() => {
    if (head.current === null || lanes.current === null || scroller.current === null)
      return undefined
    const surfaces = { head: head.current, lanes: lanes.current, scroller: scroller.current }
    const made = new TimelineController(timeline, surfaces, kept.current)
    const stopGestures = listenToGestures(made, surfaces, {
      pick: (x, y) => {
        const hit = made.hit(x, y)
        if (hit?.kind === 'slice') host.current.onPick(hit.slice)
        else made.setRange(undefined)
      },
      hover: (x, y, event) => {
        const hit = made.hit(x, y)
        made.setHovered(hit?.kind === 'slice' ? hit.slice : undefined)
        const isShown = hit !== undefined && hit.kind !== 'lane'
        setPointed(isShown ? { hit, x: event.clientX, y: event.clientY } : undefined)
      },
      leave: () => {
        made.setHovered(undefined)
        setPointed(undefined)
      },
      scrub: (time) => host.current.onScrub(time),
      playhead: () => host.current.playhead,
    })
    onController(made)
    return () => {
      stopGestures()
      kept.current = made.stop()
      onController(undefined)
    }
  }, [timeline, kept, onController])

  useLayoutEffect(() => {
    controller?.setPlace(playhead, current)
  }, [controller, playhead, current])

  return (
    <div className="timeline-stage">
      <div className="timeline-top">
        <div className="timeline-gutter">
          <span>Overview</span>
          <span>{timeline.unit === 'steps' ? 'Step' : 'Time'}</span>
        </div>
        <canvas ref={head} className="timeline-canvas" aria-hidden="true" />
      </div>
      <div className="timeline-scroll" ref={scroller}>
        <div className="timeline-sheet">
          {controller !== undefined && <Heads controller={controller} />}
          <canvas
            ref={lanes}
            className="timeline-canvas timeline-lanes"
            role="slider"
            aria-label="Playhead"
            aria-valuemin={least}
            aria-valuemax={most}
            aria-valuenow={now}
            aria-valuetext={says}
            tabIndex={0}
          />
        </div>
      </div>
      {pointed !== undefined && <Hint timeline={timeline} pointed={pointed} />}
    </div>
  )
}
