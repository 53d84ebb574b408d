/** The ruler: round numbers at comfortable distances, and times as people write them. */

import type { Time, Timeline } from './model.ts'
import type { Span } from './span.ts'

export interface Tick {
  readonly at: Time
  readonly text: string
}

/** At most about one per `every` pixels. */
export function ticksOf(
  span: Span,
  width: number,
  unit: Timeline['unit'],
  every = 90,
): readonly Tick[] {
  const size = span.to - span.from
  const step = roundStep((size / Math.max(1, width)) * every, unit)
  // Step n begins at n - 1.
  const shift = unit === 'steps' ? 1 : 0
  const ticks: Tick[] = []
  const first = Math.ceil((span.from + shift) / step)
  for (let i = first; i * step - shift <= span.to && ticks.length < 500; i += 1) {
    const at = i * step - shift
    if (at >= 0) ticks.push({ at, text: tickText(i * step, step, unit) })
  }
  return ticks
}

function roundStep(least: number, unit: Timeline['unit']): number {
  const wanted = unit === 'steps' ? Math.max(1, least) : least
  const power = 10 ** Math.floor(Math.log10(wanted))
  const factor = [1, 2, 5].find((each) => each * power >= wanted * (1 - 1e-9)) ?? 10
  return factor * power
}

function tickText(at: Time, step: Time, unit: Timeline['unit']): string {
  if (unit === 'steps') return String(Math.round(at))
  const [scale, name] = scaleOf(Math.max(Math.abs(at), step))
  const digits = Math.max(0, Math.min(6, Math.ceil(-Math.log10(step / scale) - 1e-9)))
  return `${grouped((at / scale).toFixed(digits))} ${name}`
}

function scaleOf(size: number): readonly [number, string] {
  if (size >= 1e6) return [1e6, 's']
  if (size >= 1e3) return [1e3, 'ms']
  if (size >= 1) return [1, 'µs']
  return [1e-3, 'ns']
}

/** A length of time, or how many steps: `1.24 ms`, `3 steps`. */
export function durationText(size: Time, unit: Timeline['unit']): string {
  if (unit === 'steps') return size === 1 ? '1 step' : `${grouped(String(Math.round(size)))} steps`
  if (size === 0) return '0 µs'
  const [scale, name] = scaleOf(Math.abs(size))
  return `${grouped(String(Number((size / scale).toPrecision(4))))} ${name}`
}

/** A place in time. In a run, the step that begins there. */
export function timeText(at: Time, unit: Timeline['unit']): string {
  return unit === 'steps' ? `step ${Math.floor(at) + 1}` : durationText(at, unit)
}

export function grouped(digits: string): string {
  const [whole = '', rest] = digits.split('.')
  const parted = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return rest === undefined ? parted : `${parted}.${rest}`
}
