import type { RefcountTrack, RunView } from '../../src/trace/view.ts'
import type { CssPixels, Geometry } from './geometry.ts'
import { laneClass } from './lane-class.ts'
import { countShapes, type Shown } from './track-shapes.ts'

interface CountTrackProps {
  readonly run: RunView
  readonly geometry: Geometry
  readonly track: RefcountTrack
  readonly width: CssPixels
  readonly shown: Shown
}

/** A reference count as a line that steps to the right as it grows; dots have the colour of who changed it. */
export function CountTrack({ run, geometry, track, width, shown }: CountTrackProps) {
  const { path, segments, dots, labels } = countShapes(run, geometry, track, width, shown)
  return (
    <g className="diagram-count">
      <path className="diagram-count-line" d={path} />
      {dots.map(({ x, y, lane }) => (
        <circle key={y} className={`diagram-count-dot ${laneClass(lane)}`} cx={x} cy={y} r={3} />
      ))}
      {labels.map(({ x, y, text }) => (
        <text key={y} x={x} y={y}>
          {text}
        </text>
      ))}
      {segments.map(({ x, top, bottom, words }) => (
        <rect
          key={top}
          className="diagram-hover"
          x={x - 7}
          y={top}
          width={22}
          height={Math.max(0, bottom - top)}
        >
          <title>{words}</title>
        </rect>
      ))}
    </g>
  )
}
