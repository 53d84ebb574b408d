import { useMemo } from 'react'
import type { LockTrack as LockTrackView, RunView } from '../../src/trace/view.ts'
import type { CssPixels, Geometry } from './geometry.ts'
import { laneClass } from './lane-class.ts'
import { type Bar, inView, lockBars, repeats, type Shown } from './track-shapes.ts'
import { letterOf } from './words.ts'

interface LockTrackProps {
  readonly run: RunView
  readonly geometry: Geometry
  readonly track: LockTrackView
  readonly width: CssPixels
  readonly shown: Shown
  readonly hatch: string
}

/** Widths: a bar, the strip of a lane that is still inside, and what that leaves beside it. */
const bar: CssPixels = 15
const inside: CssPixels = 6
const gap: CssPixels = 1.5
const letterRoom: CssPixels = 17

/** Who owns a lock, who waits for it, and who has released it but is still inside the unlock function. */
export function LockTrack(props: LockTrackProps) {
  const { run, geometry, track, width, shown } = props
  const left = Math.round((width - bar - 5) / 2)
  const all = useMemo(() => lockBars(run, geometry, track), [run, geometry, track])
  const bars = all.filter((item) => inView(item, shown))
  const beside = bars.filter(({ kind }) => kind === 'inside')
  return (
    <g className="diagram-lock" transform={`translate(${left} 0)`}>
      {bars.map((item) => (
        <LockBar
          key={`${item.kind} ${item.lane} ${item.top}`}
          {...props}
          item={item}
          beside={beside}
        />
      ))}
    </g>
  )
}

interface LockBarProps extends LockTrackProps {
  readonly item: Bar
  /** The lanes that are still inside; drawn over the left part of the next owner's bar. */
  readonly beside: readonly Bar[]
}

function LockBar({ run, geometry, hatch, item, beside }: LockBarProps) {
  const { kind, lane, top, bottom, slot, slots, words } = item
  const height = bottom - top
  const classes = `diagram-bar is-${kind} ${laneClass(lane)}`
  if (kind === 'wait') {
    const x = bar + 3.5
    return (
      <g className={classes}>
        <line x1={x} x2={x} y1={top + 1} y2={bottom} />
        <rect className="diagram-hover" x={bar} y={top} width={7} height={height}>
          <title>{words}</title>
        </rect>
      </g>
    )
  }
  if (kind === 'inside') {
    return (
      <g className={classes}>
        <title>{words}</title>
        <rect
          className="diagram-bar-gap"
          x={-gap}
          y={top}
          width={inside + 2 * gap}
          height={height}
        />
        <rect
          className="diagram-bar-hatch"
          fill={`url(#${hatch}-${lane})`}
          x={0}
          y={top}
          width={inside}
          height={height}
        />
        <rect
          className="diagram-bar-frame"
          x={0.5}
          y={top + 0.5}
          width={inside - 1}
          height={Math.max(0, height - 1)}
        />
      </g>
    )
  }
  const width = bar / slots
  const inset = kind === 'read' ? 0.75 : 0
  const letters = height >= letterRoom && width >= 9 ? repeats(geometry, top, bottom) : []
  return (
    <g className={classes}>
      <title>{words}</title>
      <rect
        className="diagram-bar-fill"
        x={slot * width + inset}
        y={top + inset}
        width={Math.max(1, width - (slots > 1 ? 1 : 0) - 2 * inset)}
        height={Math.max(1, height - 2 * inset)}
      />
      {letters.map((y) => (
        <text key={y} x={slot * width + letterX(beside, y, width)} y={y}>
          {letterOf(run, lane)}
        </text>
      ))}
    </g>
  )
}

function letterX(beside: readonly Bar[], y: CssPixels, width: CssPixels): CssPixels {
  const isBeside = beside.some(({ top, bottom }) => top <= y && y <= bottom)
  return isBeside ? (inside + gap + width) / 2 : width / 2
}
