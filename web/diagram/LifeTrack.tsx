import type { LifetimeTrack, RunView } from '../../src/trace/view.ts'
import type { CssPixels, Geometry } from './geometry.ts'
import { lifeShapes, type Shown } from './track-shapes.ts'

interface LifeTrackProps {
  readonly run: RunView
  readonly geometry: Geometry
  readonly track: LifetimeTrack
  readonly width: CssPixels
  readonly shown: Shown
  readonly hatch: string
}

const bar: CssPixels = 6

/** Solid while an object is live, hatched after it was freed, a cross where it is touched then. */
export function LifeTrack({ run, geometry, track, width, shown, hatch }: LifeTrackProps) {
  const { bars, touches } = lifeShapes(run, geometry, track, shown)
  const left = Math.round((width - bar) / 2)
  return (
    <g className="diagram-life">
      {bars.map(({ kind, top, bottom, words }) => (
        <rect
          key={kind}
          className={`diagram-life-bar is-${kind}`}
          fill={kind === 'freed' ? `url(#${hatch}-freed)` : undefined}
          x={left}
          y={top}
          width={bar}
          height={bottom - top}
        >
          <title>{words}</title>
        </rect>
      ))}
      {touches.map(({ y, words }) => (
        <g key={y} className="diagram-touch" transform={`translate(${left + bar / 2} ${y})`}>
          <title>{words}</title>
          <circle r={7} />
          <path d="M-3 -3L3 3M3 -3L-3 3" />
        </g>
      ))}
    </g>
  )
}
