import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  between,
  clampSpan,
  panned,
  resized,
  revealing,
  timeAt,
  whole,
  xAt,
  zoomed,
} from './span.ts'

const limits = { length: 1000, least: 2 }
const spans = fc
  .tuple(fc.double({ min: 0, max: 990, noNaN: true }), fc.double({ min: 3, max: 500, noNaN: true }))
  .map(([from, size]) => clampSpan({ from, to: from + size }, limits))

function isInside({ from, to }: { from: number; to: number }): boolean {
  return from >= -1e-6 && to <= limits.length + 1e-6 && to - from >= limits.least - 1e-6
}

describe('zooming', () => {
  it('keeps the time under the pointer where it is, away from the ends', () => {
    const span = zoomed({ from: 400, to: 500 }, 0.5, 0.25, limits)
    expect(span).toEqual({ from: 412.5, to: 462.5 })
    expect(timeAt(span, 0.25, 1)).toBe(425)
  })

  it('never leaves the timeline, nor shows less than the least', () => {
    const factors = fc.double({ min: 1e-6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(spans, factors, fc.double({ min: 0, max: 1, noNaN: true }), (span, by, at) => {
        expect(isInside(zoomed(span, by, at, limits))).toBe(true)
      }),
    )
  })

  it('out of everything shows the whole', () => {
    expect(zoomed({ from: 3, to: 9 }, 1e9, 0.5, limits)).toEqual(whole(limits))
  })
})

describe('resizing by one end', () => {
  it('follows the pointer and leaves the other end where it is', () => {
    expect(resized({ from: 100, to: 200 }, 'from', 150, limits)).toEqual({ from: 150, to: 200 })
    expect(resized({ from: 100, to: 200 }, 'to', 120, limits)).toEqual({ from: 100, to: 120 })
  })

  it('stops before the other end, and at the ends of the timeline', () => {
    expect(resized({ from: 100, to: 200 }, 'from', 900, limits)).toEqual({ from: 198, to: 200 })
    expect(resized({ from: 100, to: 200 }, 'to', -5, limits)).toEqual({ from: 100, to: 102 })
    const ends = fc.constantFrom('from', 'to')
    fc.assert(
      fc.property(
        spans,
        ends,
        fc.double({ min: -500, max: 1500, noNaN: true }),
        (span, end, to) => {
          const made = resized(span, end, to, limits)
          expect(isInside(made)).toBe(true)
          expect(end === 'from' ? made.to : made.from).toBe(end === 'from' ? span.to : span.from)
        },
      ),
    )
  })
})

describe('panning and revealing', () => {
  it('keep the size and stay inside', () => {
    fc.assert(
      fc.property(spans, fc.double({ min: -5000, max: 5000, noNaN: true }), (span, by) => {
        const moved = panned(span, by, limits)
        expect(isInside(moved)).toBe(true)
        expect(moved.to - moved.from).toBeCloseTo(span.to - span.from, 6)
      }),
    )
  })

  it('shows the time that is asked for, and changes nothing when it is shown', () => {
    const span = { from: 100, to: 200 }
    expect(revealing(span, 150, limits)).toBe(span)
    fc.assert(
      fc.property(spans, fc.double({ min: 0, max: 1000, noNaN: true }), (start, time) => {
        const { from, to } = revealing(start, time, limits)
        expect(from - 1e-6 <= time && time <= to + 1e-6).toBe(true)
      }),
    )
  })
})

it('times and pixels are two names of one place', () => {
  fc.assert(
    fc.property(spans, fc.double({ min: 0, max: 1500, noNaN: true }), (span, x) => {
      expect(xAt(span, timeAt(span, x, 1500), 1500)).toBeCloseTo(x, 6)
    }),
  )
})

it('gliding begins at the one span and ends at the other', () => {
  const a = { from: 0, to: 1000 }
  const b = { from: 400, to: 410 }
  expect(between(a, b, 0)).toEqual(a)
  expect(between(a, b, 1)).toEqual(b)
  const half = between(a, b, 0.5)
  expect(half.to - half.from).toBeCloseTo(100, 6)
  expect(half.from).toBeGreaterThan(0)
  expect(half.to).toBeGreaterThan(410)
})
