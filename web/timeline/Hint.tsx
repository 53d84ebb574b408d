/** What stands under the pointer, in full. The list says the same to those who do not point. */

import type { Hit } from '../../src/timeline/hit.ts'
import { laneOfSlice, sliceText, type Timeline } from '../../src/timeline/model.ts'
import { grouped, timeText } from '../../src/timeline/ticks.ts'
import { numberText } from './paint-values.ts'
import { laneName, lookWord, whenText } from './words.ts'

export interface Pointed {
  readonly hit: Hit
  /** In the window. */
  readonly x: number
  readonly y: number
}

/** More than the widest hint, so that it turns to the left in time. */
const room = 380

export function Hint({
  timeline,
  pointed,
}: {
  readonly timeline: Timeline
  readonly pointed: Pointed
}) {
  const { hit, x, y } = pointed
  if (hit.kind === 'lane') return undefined
  const isLeft = x + room > window.innerWidth
  const isUp = y + 110 > window.innerHeight
  const style = {
    ...(isLeft ? { right: window.innerWidth - x + 10 } : { left: x + 14 }),
    ...(isUp ? { bottom: window.innerHeight - y + 10 } : { top: y + 16 }),
  }
  return (
    <div className="timeline-hint" style={style} aria-hidden="true">
      {hit.kind === 'slice' ? (
        <>
          <code>{sliceText(timeline, hit.slice)}</code>
          <span>{laneName(timeline, laneOfSlice(timeline, hit.slice))}</span>
          <span>
            {[whenText(timeline, hit.slice), lookWord(timeline, hit.slice)]
              .filter((part) => part !== undefined)
              .join(' · ')}
          </span>
          {hit.others > 0 && (
            <span className="timeline-dense">
              too dense here: {grouped(String(hit.others))} more, zoom in
            </span>
          )}
        </>
      ) : (
        <>
          <code>
            {laneName(timeline, hit.lane)} = {numberText(hit.value)}
          </code>
          <span>since {timeText(hit.at, timeline.unit)}</span>
        </>
      )}
    </div>
  )
}
