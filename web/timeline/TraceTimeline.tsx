/** A trace that was opened. It has no run: what is chosen in it is known only here. */

import { useCallback, useMemo, useState } from 'react'
import type { SliceIndex, Time, Timeline } from '../../src/timeline/model.ts'
import { grouped } from '../../src/timeline/ticks.ts'
import type { TraceSource } from '../../src/worker/timeline-protocol.ts'
import { Icon } from '../ui/Icon.tsx'
import { Frame, nextInLane } from './Frame.tsx'
import { placesOf } from './places.ts'
import type { Trace } from './use-import.ts'
import { sliceWords } from './words.ts'

interface TraceTimelineProps {
  readonly trace: Trace
  readonly onClose: () => void
  readonly start: (name: string, source: TraceSource) => void
}

export function TraceTimeline({ trace, onClose, start }: TraceTimelineProps) {
  const { timeline, name, events, leftOut } = trace
  const [chosen, setChosen] = useState<{ of: Timeline; slice: SliceIndex } | undefined>(undefined)
  const current = chosen?.of === timeline ? chosen.slice : undefined
  const places = useMemo(() => placesOf(timeline), [timeline])
  const pick = useCallback(
    (slice: SliceIndex | undefined) => {
      if (slice !== undefined) setChosen({ of: timeline, slice })
    },
    [timeline],
  )
  const { listed } = timeline
  const at = current === undefined ? -1 : (places[current] ?? -1)
  const missing = leftOut.reduce((sum, [, count]) => sum + count, 0)
  const why = leftOut.map(([reason, count]) => `${grouped(String(count))} ${reason}`).join(', ')
  return (
    <Frame
      timeline={timeline}
      playhead={undefined}
      current={current}
      at={at}
      says={current === undefined ? 'nothing chosen' : sliceWords(timeline, current)}
      least={0}
      most={listed.length}
      now={at + 1}
      onPick={pick}
      onScrub={(time) => pick(listed[placeAt(timeline, time)])}
      onStep={(by) => pick(listed[Math.max(0, Math.min(listed.length - 1, at + by))])}
      onSameLane={(by) =>
        pick(current === undefined ? listed[0] : nextInLane(timeline, current, by))
      }
      onEnd={(which) => pick(which === 'first' ? listed[0] : listed.at(-1))}
      start={start}
    >
      <span className="timeline-source">
        <b title={name}>{name}</b> {grouped(String(events))} events
        {missing > 0 && (
          <span className="timeline-missing" title={`Not shown: ${why}`}>
            {grouped(String(missing))} not shown
          </span>
        )}
        <button type="button" className="button" onClick={onClose}>
          <Icon name="close" />
          Back to the run
        </button>
      </span>
      <output className="visually-hidden">
        {current === undefined ? `${name} is open` : sliceWords(timeline, current)}
      </output>
    </Frame>
  )
}

/** The first event in the list that begins at a time or later. */
function placeAt({ listed, slices }: Timeline, time: Time): number {
  let low = 0
  let high = listed.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((slices.starts[listed[middle] ?? 0] ?? 0) < time) low = middle + 1
    else high = middle
  }
  return Math.min(low, listed.length - 1)
}
