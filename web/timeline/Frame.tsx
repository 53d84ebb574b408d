/** Toolbar, drawing and list of one timeline, and what the keys do in it. */

import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { laneOfSlice, type SliceIndex, type Time, type Timeline } from '../../src/timeline/model.ts'
import type { TraceSource } from '../../src/worker/timeline-protocol.ts'
import { showTimeline, type TimelineControls } from '../store/timeline-controls.ts'
import { timelineCommands } from '../ui/timeline-commands.ts'
import { useApp } from '../store/use-app.ts'
import type { TimelineController } from './controller.ts'
import { EventList } from './EventList.tsx'
import type { Kept } from './kept.ts'
import { rangeOf } from './range.ts'
import { Stage } from './Stage.tsx'
import { Toolbar } from './Toolbar.tsx'

export interface FrameProps {
  readonly timeline: Timeline
  /** Of a run. */
  readonly playhead: Time | undefined
  readonly current: SliceIndex | undefined
  /** Place of `current` in the list; -1 for none. */
  readonly at: number
  /** For screen readers. */
  readonly says: string
  readonly least: number
  readonly most: number
  readonly now: number
  readonly onPick: (slice: SliceIndex) => void
  readonly onScrub: (time: Time) => void
  readonly onStep: (by: 1 | -1) => void
  readonly onSameLane: (by: 1 | -1) => void
  readonly onEnd: (which: 'first' | 'last') => void
  readonly start: (name: string, source: TraceSource) => void
  readonly children: ReactNode
}

export function Frame(props: FrameProps) {
  const { timeline, playhead, current, at, says, onPick, children, start } = props
  const [controller, setController] = useState<TimelineController | undefined>(undefined)
  const [isListShown, setIsListShown] = useState(() => window.innerWidth >= 1100)
  const kept = useRef<Kept | undefined>(undefined)
  useKeys(controller, props)
  useHeldKeys(controller)

  useLayoutEffect(() => {
    if (controller !== undefined && current !== undefined) controller.reveal(current)
  }, [controller, current])

  return (
    <>
      {controller === undefined ? (
        <div className="timeline-bar" />
      ) : (
        <Toolbar
          controller={controller}
          isListShown={isListShown}
          onToggleList={() => setIsListShown(!isListShown)}
          onOpen={start}
        >
          {children}
        </Toolbar>
      )}
      <div className={isListShown ? 'timeline-parts has-list' : 'timeline-parts'}>
        <Stage
          timeline={timeline}
          playhead={playhead}
          current={current}
          kept={kept}
          controller={controller}
          onController={setController}
          onPick={onPick}
          onScrub={props.onScrub}
          says={says}
          least={props.least}
          most={props.most}
          now={props.now}
        />
        {isListShown && <EventList timeline={timeline} at={at} onPick={onPick} />}
      </div>
    </>
  )
}

function useKeys(controller: TimelineController | undefined, props: FrameProps): void {
  const app = useApp()
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    if (controller === undefined) return undefined
    const controls: TimelineControls = {
      commands: timelineCommands,
      zoom: (factor) => controller.zoomBy(factor),
      pan: (direction) => controller.viewport.startDrift(direction),
      fit: () => controller.viewport.fit(),
      zoomToRange: () => controller.zoomToRange(),
      zoomBack: () => controller.viewport.goBack(),
      reveal: () => {
        const { current } = latest.current
        if (current !== undefined) controller.zoomToSlice(current)
      },
      step: (by) => latest.current.onStep(by),
      sameLane: (by) => latest.current.onSameLane(by),
      end: (which) => latest.current.onEnd(which),
      lane: (by) => controller.moveLane(by),
      extendRange: (by) => extendRange(controller, latest.current, by),
      deselect: () => {
        const { cancelGesture } = controller
        if (cancelGesture === undefined && controller.range === undefined) return false
        controller.cancelGesture = undefined
        if (cancelGesture === undefined) controller.setRange(undefined)
        else cancelGesture()
        return true
      },
    }
    return showTimeline(app, controls)
  }, [app, controller])
}

/** Panning ends with the key that began it, wherever the focus is by then. */
function useHeldKeys(controller: TimelineController | undefined): void {
  useEffect(() => {
    if (controller === undefined) return undefined
    const stop = (): void => controller.viewport.stopDrift()
    const up = ({ code }: KeyboardEvent): void => {
      if (code === 'KeyA' || code === 'KeyD') stop()
    }
    window.addEventListener('keyup', up)
    window.addEventListener('blur', stop)
    return () => {
      window.removeEventListener('keyup', up)
      window.removeEventListener('blur', stop)
    }
  }, [controller])
}

/** By a step, or by the event after or before its end. */
function extendRange(
  controller: TimelineController,
  { timeline, current, onStep }: FrameProps,
  by: 1 | -1,
): void {
  if (current === undefined) return
  const { starts, ends } = timeline.slices
  const start = starts[current] ?? 0
  const end = ends[current] ?? 0
  const { from, to } = controller.range ?? { from: start, to: end }
  const next = nextInLane(timeline, current, by)
  if (timeline.unit === 'steps') {
    // It grows at the side of the playhead, and shrinks again on the way back.
    const other = by === 1 ? end + 1 : start - 1
    const isAtEnd = to <= end + 1e-9
    controller.setRange(
      rangeOf(
        controller,
        isAtEnd ? from : to,
        isAtEnd ? Math.max(from + 1, other) : Math.min(to - 1, other),
      ),
    )
    onStep(by)
    return
  }
  if (next === undefined) return
  controller.setRange(
    rangeOf(controller, Math.min(from, starts[next] ?? from), Math.max(to, ends[next] ?? to)),
  )
}

/** In the same row. */
export function nextInLane(
  timeline: Timeline,
  slice: SliceIndex,
  by: 1 | -1,
): SliceIndex | undefined {
  const row = timeline.rows[timeline.slices.rows[slice] ?? 0]
  const next = slice + by
  if (row === undefined || next < row.first || next >= row.end) return undefined
  return laneOfSlice(timeline, next) === row.lane ? next : undefined
}
