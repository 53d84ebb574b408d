/** Where on the canvases which gesture begins: one list, from the top. */

import { headHeight, overviewHeight } from './paint-head.ts'

export type ZoneId = 'overview' | 'playhead' | 'ruler' | 'lanes'

export interface Zone {
  readonly id: ZoneId
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly cursor: string
  /** Pixels before a press becomes a drag. */
  readonly threshold: number
}

const wide = 9

/** `playhead` is its place on the ruler. */
export function zonesOf(width: number, playhead: number | undefined): readonly Zone[] {
  const all = { left: 0, right: width }
  const overview: Zone = {
    ...all,
    id: 'overview',
    top: 0,
    bottom: overviewHeight,
    cursor: 'grab',
    threshold: 3,
  }
  const ruler = { top: overviewHeight, bottom: headHeight, threshold: 5 }
  const handle: readonly Zone[] =
    playhead === undefined
      ? []
      : [
          {
            ...ruler,
            id: 'playhead',
            left: playhead - wide,
            right: playhead + wide,
            cursor: 'ew-resize',
            threshold: 1,
          },
        ]
  return [
    overview,
    ...handle,
    { ...all, ...ruler, id: 'ruler', cursor: 'col-resize' },
    {
      ...all,
      id: 'lanes',
      top: headHeight,
      bottom: Number.POSITIVE_INFINITY,
      cursor: 'default',
      threshold: 5,
    },
  ]
}

export function zoneAt(zones: readonly Zone[], y: number, x: number): Zone | undefined {
  return zones.find(
    ({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y < bottom,
  )
}
