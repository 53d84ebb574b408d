/** Locks, counts and lifetimes beside the steps. */

import type {
  LifetimeTrack,
  LockTrack,
  RefcountTrack,
  RunView,
  TrackView,
} from '../../trace/view.ts'
import { type Geometry, laneColour, sizes, type TrackColumn, yEnd, yOf } from './geometry.ts'
import { element, label } from './markup.ts'

export function drawTracks(run: RunView, geometry: Geometry): string {
  return geometry.tracks
    .map((column) => {
      const track = run.tracks[column.track]
      return track === undefined
        ? ''
        : drawHeading(track, column) + drawTrack(run, geometry, track, column)
    })
    .join('')
}

function drawHeading({ label: name }: TrackView, { left, width }: TrackColumn): string {
  const x = left + width / 2 + 4
  return label(0, 0, name, {
    class: 'dim',
    transform: `translate(${x} ${sizes.top - 10}) rotate(-58)`,
    style: 'font-size:10px',
  })
}

function drawTrack(
  run: RunView,
  geometry: Geometry,
  track: TrackView,
  column: TrackColumn,
): string {
  switch (track.kind) {
    case 'lock':
      return drawLock(run, geometry, track, column)
    case 'refcount':
      return drawCount(geometry, track, column)
    case 'lifetime':
      return drawLife(geometry, track, column)
  }
}

/** Filled: held; framed: held for reading; hatched: let go, but still inside of unlock; dotted: waited for. */
function drawLock(
  run: RunView,
  geometry: Geometry,
  { holds, waits }: LockTrack,
  { left }: TrackColumn,
): string {
  const held = holds.map(({ lane, mode, from, to, inside, insideTo }) => {
    const [top, end] = [yOf(geometry, from), yEnd(geometry, to)]
    const colour = laneColour(lane)
    const fill = mode === 'write' ? `var(--${colour})` : `var(--${colour}-bg)`
    const bar = element('rect', {
      x: left + 3,
      y: top,
      width: 10,
      height: Math.max(2, end - top),
      rx: 2,
      fill,
      stroke: `var(--${colour})`,
    })
    const style = mode === 'write' ? 'fill:var(--bg);font-size:9px' : 'font-size:9px'
    const who = label(left + 8, top + 14, run.lanes[lane]?.letter ?? '?', {
      class: 'ui bold',
      'text-anchor': 'middle',
      style,
    })
    if (!inside || to === undefined) return bar + who
    const last = yEnd(geometry, insideTo)
    const rest = {
      x: left + 3,
      y: end,
      width: 10,
      height: Math.max(0, last - end),
      fill: `url(#hatch-${colour})`,
      stroke: `var(--${colour})`,
    }
    return bar + who + element('rect', rest)
  })
  const waiting = waits.map(({ lane, from, to }) =>
    element('path', {
      d: `M${left + 17} ${yOf(geometry, from)}V${yEnd(geometry, to)}`,
      stroke: `var(--${laneColour(lane)})`,
      'stroke-width': 3,
      'stroke-dasharray': '2 2',
    }),
  )
  return [...held, ...waiting].join('')
}

/** A step line; the value is written where it changes. */
function drawCount(
  geometry: Geometry,
  { points, max }: RefcountTrack,
  { left, width }: TrackColumn,
): string {
  const x = (value: number): number => left + 8 + (value / Math.max(1, max)) * (width - 30)
  const y = (at: number): number => (at === 0 ? sizes.top : yOf(geometry, at - 1))
  const [first] = points
  if (first === undefined) return ''
  const corners = points.slice(1).map(({ at, value }) => `V${y(at)}H${x(value)}`)
  const path = `M${x(first.value)} ${sizes.top}${corners.join('')}V${geometry.bottom}`
  const values = points.map(({ at, value, lane }) => {
    const dot =
      lane === undefined
        ? ''
        : element('circle', { cx: x(value), cy: y(at), r: 3.5, fill: `var(--${laneColour(lane)})` })
    return dot + label(x(value) + 6, y(at) + 16, String(value), { style: 'font-size:11px' })
  })
  return (
    element('path', { d: path, fill: 'none', stroke: 'var(--text)', 'stroke-width': 1.5 }) +
    values.join('')
  )
}

/** Grey while it lives, hatched in red after it was freed, a cross where it was touched then. */
function drawLife(
  geometry: Geometry,
  { from, freedAt, touchedAfterFree }: LifetimeTrack,
  { left }: TrackColumn,
): string {
  if (from === undefined) return ''
  const top = from === 0 ? sizes.top : yOf(geometry, from)
  const end = yEnd(geometry, freedAt === undefined ? undefined : freedAt + 1)
  const live = element('rect', {
    x: left + 6,
    y: top,
    width: 6,
    height: Math.max(0, end - top),
    fill: 'var(--line-strong)',
  })
  const freed =
    end < geometry.bottom
      ? element('rect', {
          x: left + 6,
          y: end,
          width: 6,
          height: geometry.bottom - end,
          fill: 'url(#hatch-danger)',
        })
      : ''
  const touches = [...new Set(touchedAfterFree.map((step) => yOf(geometry, step)))].map((y) => {
    const at = `translate(${left + 9} ${y + 12})`
    return element(
      'g',
      { transform: at },
      element('circle', { r: 7, fill: 'var(--danger)' }) +
        element('path', { d: 'M-3 -3L3 3M3 -3L-3 3', stroke: 'var(--bg)', 'stroke-width': 1.8 }),
    )
  })
  return live + freed + touches.join('')
}
