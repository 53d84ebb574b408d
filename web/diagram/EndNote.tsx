import { memo } from 'react'
import type { RunView } from '../../src/trace/view.ts'
import type { Columns } from './columns.ts'
import type { CssPixels } from './geometry.ts'
import { laneClass } from './lane-class.ts'

interface EndNoteProps {
  readonly run: RunView
  readonly columns: Columns
  readonly top: CssPixels
}

export const endNoteHeight: CssPixels = 68

/** How each lane stands where the recorded run ends. */
export const EndNote = memo(function EndNote({ run, columns, top }: EndNoteProps) {
  return (
    <div className={`diagram-end is-${run.end.kind}`} style={{ top, height: endNoteHeight }}>
      <div className="diagram-end-lanes" style={{ paddingLeft: columns.gutter }}>
        {columns.lanes.map(({ lane }) => {
          const end = run.lanes[lane]?.end
          return (
            <div
              key={lane}
              className={`diagram-end-lane is-${end?.kind ?? 'ready'} ${laneClass(lane)}`}
              style={{ width: columns.laneWidth }}
              title={end?.text}
            >
              {end?.text}
            </div>
          )
        })}
      </div>
      <div
        className="diagram-end-text"
        style={{ paddingLeft: columns.gutter, maxWidth: columns.tracksLeft }}
      >
        {run.end.text}
      </div>
    </div>
  )
})
