/** Where on the canvases which gesture begins: one list, from the top. */

import type { OverviewPart } from './overview.ts'
import { headHeight, overviewHeight } from './paint-head.ts'

export type ZoneId = OverviewPart | 'playhead' | 'ruler' | 'lanes'

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

/** So far beside a handle it can still be taken: a finger is not as exact as a mouse. */
const reaches = { mouse: 9, touch: 22 } as const

export interface ZonePlaces {
  readonly width: number
  /** On the ruler. */
  readonly playhead: number | undefined
  /** In the overview. */
  readonly window: { readonly from: number; readonly to: number }
  readonly isTouch: boolean
}

export function zonesOf({ width, playhead, window, isTouch }: ZonePlaces): readonly Zone[] {
  const all = { left: 0, right: width }
  const reach = isTouch ? reaches.touch : reaches.mouse
  const overview = { top: 0, bottom: overviewHeight, threshold: 3 }
  const ruler = { top: overviewHeight, bottom: headHeight, threshold: 5 }
  const handle = { cursor: 'ew-resize', threshold: 1 } as const
  // In a narrow window there is room left to take it in the middle.
  const inside = Math.min(reach, (window.to - window.from) / 3)
  return [
    {
      ...overview,
      ...handle,
      id: 'overview-from',
      left: window.from - reach,
      right: window.from + inside,
    },
    {
      ...overview,
      ...handle,
      id: 'overview-to',
      left: window.to - inside,
      right: window.to + reach,
    },
    { ...all, ...overview, id: 'overview', cursor: 'grab' },
    ...(playhead === undefined
      ? []
      : [
          {
            ...ruler,
            ...handle,
            id: 'playhead',
            left: playhead - reach,
            right: playhead + reach,
          } as const,
        ]),
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
