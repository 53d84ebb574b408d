/** The run of the page. Step and cursor are those of the diagram. */

import { useMemo, useState } from 'react'
import { slicesOfSteps, timelineOfRun } from '../../src/timeline/from-run.ts'
import type { SliceIndex, Timeline } from '../../src/timeline/model.ts'
import type { RunView } from '../../src/trace/view.ts'
import type { TraceSource } from '../../src/worker/timeline-protocol.ts'
import {
  firstStep,
  jumpTo,
  lastStep,
  sameThread,
  scrubTo,
  selectStep,
  stepBack,
  stepForward,
} from '../store/navigate.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { Frame } from './Frame.tsx'
import { placesOf } from './places.ts'
import { sliceWords } from './words.ts'

interface RunTimelineProps {
  readonly run: RunView
  readonly start: (name: string, source: TraceSource) => void
}

export function RunTimeline({ run, start }: RunTimelineProps) {
  const app = useApp()
  const cursor = useFact((state) => state.cursor)
  const selected = useFact((state) => state.selected)
  const timeline = useMemo(() => timelineOfRun(run), [run])
  const ofSteps = useMemo(() => slicesOfSteps(timeline), [timeline])
  const places = useMemo(() => placesOf(timeline), [timeline])
  // A call or a hold that was picked out stays so until another step is gone to.
  const [picked, setPicked] = useState<{ of: Timeline; slice: SliceIndex } | undefined>(undefined)
  const step = selected ?? cursor - 1
  const ofStep = ofSteps[step] ?? -1
  const isPickedHere = picked?.of === timeline && timeline.slices.refs[picked.slice] === step
  const current = isPickedHere ? picked.slice : ofStep
  const says =
    step < 0
      ? `before the first of ${run.steps.length} steps`
      : `step ${step + 1} of ${run.steps.length}: ${current < 0 ? '' : sliceWords(timeline, current)}`
  return (
    <Frame
      timeline={timeline}
      playhead={cursor}
      current={current < 0 ? undefined : current}
      at={current < 0 ? -1 : (places[current] ?? -1)}
      says={says}
      least={0}
      most={run.steps.length}
      now={cursor}
      onPick={(slice) => {
        const to = timeline.slices.refs[slice] ?? 0
        setPicked({ of: timeline, slice })
        selectStep(app, to)
        jumpTo(app, to + 1)
      }}
      onScrub={(time) => scrubTo(app, Math.round(time))}
      onStep={(by) => (by === 1 ? stepForward(app) : stepBack(app))}
      onSameLane={(by) => sameThread(app, by)}
      onEnd={(which) => (which === 'first' ? firstStep(app) : lastStep(app))}
      start={start}
    >
      <span className="timeline-source">
        <b>Run</b> {run.lanes.length} threads
      </span>
    </Frame>
  )
}
