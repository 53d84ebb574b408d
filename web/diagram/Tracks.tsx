import { memo, useId } from 'react'
import type { RunView, TrackView } from '../../src/trace/view.ts'
import type { Columns } from './columns.ts'
import { CountTrack } from './CountTrack.tsx'
import type { CssPixels, Geometry } from './geometry.ts'
import { laneClass } from './lane-class.ts'
import { LifeTrack } from './LifeTrack.tsx'
import { LockTrack } from './LockTrack.tsx'
import type { Shown } from './track-shapes.ts'

export interface TracksProps {
  readonly run: RunView
  readonly geometry: Geometry
  readonly columns: Columns
  readonly shown: Shown
}

/** Lock owners, reference counts and lifetimes beside the rows. */
export const Tracks = memo(function Tracks(props: TracksProps) {
  const { run, columns, shown } = props
  // The colons that React puts into ids do not survive inside url(#…) everywhere.
  const hatch = `hatch-${useId().replaceAll(/\W/g, '')}`
  const height = Math.max(0, shown.bottom - shown.top)
  return (
    <svg
      className="diagram-tracks"
      aria-label="Locks, reference counts and lifetimes"
      width={columns.tracksWidth}
      height={height}
      viewBox={`0 ${shown.top} ${columns.tracksWidth} ${height}`}
      style={{ left: columns.tracksLeft, top: shown.top }}
    >
      <defs>
        {run.lanes.map((_, lane) => (
          <Hatch key={lane} id={`${hatch}-${lane}`} className={laneClass(lane)} />
        ))}
        <Hatch id={`${hatch}-freed`} className="diagram-hatch-freed" />
      </defs>
      {columns.tracks.map(({ track, left, width }) => {
        const view = run.tracks[track]
        return (
          <g key={track} transform={`translate(${left} 0)`}>
            {view !== undefined && <Track {...props} view={view} width={width} hatch={hatch} />}
          </g>
        )
      })}
    </svg>
  )
})

function Hatch({ id, className }: { readonly id: string; readonly className: string }) {
  return (
    <pattern
      id={id}
      className={className}
      width="4"
      height="4"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(-45)"
    >
      <rect className="diagram-hatch-line" width="4" height="1.7" />
    </pattern>
  )
}

interface TrackProps extends TracksProps {
  readonly view: TrackView
  readonly width: CssPixels
  /** Prefix of the ids of the hatch patterns: `-<lane>` and `-freed` follow. */
  readonly hatch: string
}

function Track({ view, ...props }: TrackProps) {
  switch (view.kind) {
    case 'lock':
      return <LockTrack {...props} track={view} />
    case 'refcount':
      return <CountTrack {...props} track={view} />
    case 'lifetime':
      return <LifeTrack {...props} track={view} />
  }
}
