import { memo } from 'react'
import type { RunView } from '../../src/trace/view.ts'
import type { Columns } from './columns.ts'
import { type Geometry, rowTop, rowBottom } from './geometry.ts'
import { laneClass } from './lane-class.ts'
import type { Shown } from './track-shapes.ts'
import { rowOfStep } from '../../src/trace/rows-find.ts'

interface WaitStripsProps {
  readonly run: RunView
  readonly geometry: Geometry
  readonly columns: Columns
  readonly shown: Shown
}

/** Hatched strips in the columns of lanes that cannot go on, under the rows. */
export const WaitStrips = memo(function WaitStrips(props: WaitStripsProps) {
  const { run, geometry, columns, shown } = props
  const { rows } = geometry
  return (
    <div className="diagram-waits" aria-hidden="true">
      {run.waits.map((wait, index) => {
        const column = columns.lanes.find(({ lane }) => lane === wait.lane)
        const first = rowOfStep(rows, wait.from)
        const last = rowOfStep(rows, (wait.to ?? run.steps.length) - 1)
        if (column === undefined || first === undefined || last === undefined) return undefined
        const top = rowTop(geometry, first)
        const bottom = rowBottom(geometry, last)
        if (bottom < shown.top || top > shown.bottom) return undefined
        const inset = (rows[first]?.lanes[wait.lane]?.guides ?? 0) * columns.indent
        return (
          <div
            key={index}
            className={`diagram-wait ${laneClass(wait.lane)}`}
            style={{
              top: top + 2,
              height: bottom - top - 4,
              left: column.left + inset,
              width: columns.laneWidth - inset,
            }}
          />
        )
      })}
    </div>
  )
})
