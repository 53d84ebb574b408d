/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows out of view are left out and the others are placed by hand; a table allows neither */
import { memo } from 'react'
import type { RunView, TrackView } from '../../src/trace/view.ts'
import type { Columns } from './columns.ts'
import type { CssPixels } from './geometry.ts'
import { laneClass } from './lane-class.ts'

interface DiagramHeaderProps {
  readonly run: RunView
  readonly columns: Columns
  readonly height: CssPixels
}

const longest: CssPixels = 128
const shortest: CssPixels = 52
const letterWidth: CssPixels = 6.7

/** High enough for the longest upright label, within limits. */
export function headerHeight(run: RunView): CssPixels {
  const labels = run.tracks
    .filter(({ kind }) => kind !== 'refcount')
    .map(({ label }) => label.length)
  return Math.round(
    Math.min(longest, Math.max(shortest, ...labels.map((n) => n * letterWidth + 20))),
  )
}

/** Who the columns are; stays at the top. */
export const DiagramHeader = memo(function DiagramHeader(props: DiagramHeaderProps) {
  const { run, columns, height } = props
  return (
    <div role="row" className="diagram-header" aria-rowindex={1} style={{ height }}>
      <div role="columnheader" className="diagram-corner" style={{ width: columns.gutter }}>
        <span className="visually-hidden">Step</span>
      </div>
      {columns.lanes.map(({ lane }) => (
        <div
          key={lane}
          role="columnheader"
          className={`diagram-lane-title ${laneClass(lane)}`}
          style={{ width: columns.laneWidth }}
          title={`${run.lanes[lane]?.letter ?? ''} · ${run.lanes[lane]?.title ?? ''}`}
        >
          {run.lanes[lane]?.letter} · {run.lanes[lane]?.title}
        </div>
      ))}
      <div
        className="diagram-track-titles"
        aria-hidden="true"
        style={{ width: columns.tracksWidth }}
      >
        {columns.tracks.map(({ track, left, width }) => {
          const view = run.tracks[track]
          if (view === undefined) return undefined
          return (
            <div
              key={track}
              className={`diagram-track-title is-${view.kind}`}
              style={{ left, width }}
              title={`${trackKinds[view.kind]} ${view.label}`}
            >
              <span>{view.label}</span>
            </div>
          )
        })}
      </div>
    </div>
  )
})

const trackKinds: Readonly<Record<TrackView['kind'], string>> = {
  lock: 'Owner of',
  refcount: 'Value of',
  lifetime: 'Lifetime of',
}
