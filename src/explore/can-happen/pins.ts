/**
 * What a wanted run must contain: steps of threads, and which of them come before which. While a run goes
 * on, its progress is one small number per step that is pinned.
 */

import type { LaneId, Pc } from '../../machine/code.ts'

/** The `nth` time, from 1, that the lane takes a step named after one of these instructions. */
export interface Pin {
  readonly lane: LaneId
  readonly pcs: readonly Pc[]
  readonly nth: number
}

/** Indices of pins: the first one has been taken when the second one is. */
export interface Before {
  readonly first: number
  readonly second: number
}

export interface Pins {
  readonly pins: readonly Pin[]
  readonly before: readonly Before[]
}

/** How often each pinned step has been taken, up to as often as matters. */
export type Progress = readonly number[]

export function noProgress({ pins }: Pins): Progress {
  return pins.map(() => 0)
}

/** After a step; undefined when it comes in an order that is not wanted. */
export function advance(
  wanted: Pins,
  progress: Progress,
  lane: LaneId,
  main: Pc,
): Progress | undefined {
  const { pins, before } = wanted
  const isHit = pins.map((pin, i) => {
    const count = progress[i] ?? 0
    return count < pin.nth && pin.lane === lane && pin.pcs.includes(main)
  })
  if (!isHit.includes(true)) return progress
  const next = progress.map((count, i) => (isHit[i] === true ? count + 1 : count))
  const isTaken = (all: Progress, i: number): boolean => (all[i] ?? 0) >= (pins[i]?.nth ?? 1)
  const isWrong = before.some(
    ({ first, second }) =>
      isTaken(next, second) && !isTaken(progress, second) && !isTaken(progress, first),
  )
  return isWrong ? undefined : next
}

export function isDone({ pins }: Pins, progress: Progress): boolean {
  return pins.every(({ nth }, i) => (progress[i] ?? 0) >= nth)
}

/** Whether no order of the pinned steps keeps to all that is wanted. */
export function contradicts({ pins, before }: Pins): boolean {
  const open = new Set(pins.keys())
  for (;;) {
    const free = [...open].filter(
      (pin) => !before.some(({ first, second }) => second === pin && open.has(first)),
    )
    if (free.length === 0) return open.size > 0
    for (const pin of free) open.delete(pin)
  }
}
