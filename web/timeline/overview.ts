/** What a press in the overview does: moves the window, takes it by one end, or draws another one. */

import type { Time } from '../../src/timeline/model.ts'
import { resized, timeAt, whole, xAt } from '../../src/timeline/span.ts'
import type { TimelineController } from './controller.ts'

export type OverviewPart = 'overview' | 'overview-from' | 'overview-to'

/** The window, in pixels from the left of the overview. */
export function windowOf({ viewport, width }: TimelineController): {
  readonly from: number
  readonly to: number
} {
  const all = whole(viewport.limits)
  return { from: xAt(all, viewport.span.from, width), to: xAt(all, viewport.span.to, width) }
}

/** How it follows the pointer, and what ends it: a click is a drag that went nowhere. */
export interface OverviewDrag {
  readonly to: (x: number) => void
  readonly end: (isDrag: boolean) => void
}

/** `x` is where the press began. */
export function beginInOverview(
  controller: TimelineController,
  part: OverviewPart,
  x: number,
): OverviewDrag {
  const { viewport } = controller
  const { span, limits } = viewport
  const { from, to } = span
  const timeOf = (at: number): Time => timeAt(whole(limits), at, controller.width)
  const begun = timeOf(x)
  const isWhole = to - from >= limits.length
  if (part !== 'overview') {
    const end = part === 'overview-from' ? 'from' : 'to'
    const off = span[end] - begun
    return {
      to: (at) => viewport.show(resized(span, end, timeOf(at) + off, limits)),
      end: () => {},
    }
  }
  if (!isWhole && begun >= from && begun <= to) {
    return {
      to: (at) => {
        const by = timeOf(at) - begun
        viewport.show({ from: from + by, to: to + by })
      },
      end: (isDrag) => isDrag || centre(controller, begun),
    }
  }
  return {
    to: (at) => {
      const now = timeOf(at)
      viewport.show({ from: Math.min(begun, now), to: Math.max(begun, now) })
    },
    end: (isDrag) => (isDrag ? viewport.cameFrom(span) : centre(controller, begun)),
  }
}

function centre({ viewport }: TimelineController, time: Time): void {
  const half = (viewport.span.to - viewport.span.from) / 2
  viewport.glideTo({ from: time - half, to: time + half })
}
