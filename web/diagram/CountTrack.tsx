import { useMemo } from 'react'
import type { RefcountTrack, RunView } from '../../src/trace/view.ts'
import type { CssPixels, Geometry } from './geometry.ts'
import { laneClass } from './lane-class.ts'
import { countPath, countSegments, inView, repeats, type Shown } from './track-shapes.ts'

interface CountTrackProps {
  readonly run: RunView
  readonly geometry: Geometry
  readonly track: RefcountTrack
  readonly width: CssPixels
  readonly shown: Shown
}

/** A reference count as a line that steps to the right as it grows; dots have the colour of who changed it. */
export function CountTrack({ run, geometry, track, width, shown }: CountTrackProps) {
  const all = useMemo(
    () => countSegments(run, geometry, track, width),
    [run, geometry, track, width],
  )
  const segments = all.filter((segment) => inView(segment, shown))
  return (
    <g className="diagram-count">
      <path className="diagram-count-line" d={countPath(segments)} />
      {segments.map(({ x, top, bottom, value, lane, words }) => (
        <g key={top}>
          {lane !== undefined && (
            <circle className={`diagram-count-dot ${laneClass(lane)}`} cx={x} cy={top} r={3} />
          )}
          {repeats(geometry, top, bottom).map((y) => (
            <text key={y} x={x + 5} y={y}>
              {value}
            </text>
          ))}
          <rect
            className="diagram-hover"
            x={x - 7}
            y={top}
            width={22}
            height={Math.max(0, bottom - top)}
          >
            <title>{words}</title>
          </rect>
        </g>
      ))}
    </g>
  )
}
