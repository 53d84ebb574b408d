/** Where a callout goes: beside the part that it is about, within the window, and never over that part if it can. */

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

const gap = 14
const margin = 10

/** Pixels. Below first, then above, right, left; where there is no room at all, in the lower right corner. */
export function placeBeside(anchor: Box, callout: Size, window: Size): Pick<Box, 'left' | 'top'> {
  const { left, top, width, height } = anchor
  const middle = left + width / 2 - callout.width / 2
  const centre = top + height / 2 - callout.height / 2
  const places = [
    { left: middle, top: top + height + gap },
    { left: middle, top: top - gap - callout.height },
    { left: left + width + gap, top: centre },
    { left: left - gap - callout.width, top: centre },
  ].map((place) => within(place, callout, window))
  const free = places.find((place) => !overlap({ ...place, ...callout }, anchor))
  return free ?? within({ left: window.width, top: window.height }, callout, window)
}

function within(place: Pick<Box, 'left' | 'top'>, callout: Size, window: Size) {
  return {
    left: clamp(place.left, margin, window.width - callout.width - margin),
    top: clamp(place.top, margin, window.height - callout.height - margin),
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.round(Math.max(low, Math.min(high, value)))
}

function overlap(a: Box, b: Box): boolean {
  const beside = a.left >= b.left + b.width || b.left >= a.left + a.width
  return !(beside || a.top >= b.top + b.height || b.top >= a.top + a.height)
}
