import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clampSpan, type Span, timeAt, xAt } from '../../src/timeline/span.ts'
import { Viewport } from './viewport.ts'

const limits = { length: 1000, least: 2 }
const width = 1200

const spans = fc
  .tuple(fc.double({ min: 0, max: 990, noNaN: true }), fc.double({ min: 3, max: 900, noNaN: true }))
  .map(([from, size]) => clampSpan({ from, to: from + size }, limits))
const places = fc.double({ min: 0, max: width, noNaN: true })

/** Without motion unless it is wanted: then it is where it was sent at once. */
function open(span?: Span, wantsLessMotion = true): Viewport {
  const kept = span === undefined ? undefined : { span, trail: [] }
  return new Viewport(
    limits,
    kept,
    () => wantsLessMotion,
    () => {},
  )
}

function isWithin({ from, to }: Span): boolean {
  return from >= -1e-6 && to <= limits.length + 1e-6 && to - from >= limits.least - 1e-6
}

describe('a viewport', () => {
  it('gives back the pixel that a time was read from', () => {
    fc.assert(
      fc.property(spans, places, (span, x) => {
        const { shown } = open(span)
        expect(xAt(shown, timeAt(shown, x, width), width)).toBeCloseTo(x, 6)
      }),
    )
  })

  it('keeps the time at the anchor while it zooms, wherever it does not hit an end', () => {
    const factors = fc.double({ min: 0.2, max: 5, noNaN: true })
    fc.assert(
      fc.property(spans, factors, places, (span, factor, x) => {
        const viewport = open(span)
        const time = timeAt(viewport.shown, x, width)
        viewport.zoomBy(factor, x / width, true)
        const { from, to } = viewport.shown
        expect(isWithin(viewport.shown)).toBe(true)
        if (from > 0 && to < limits.length)
          expect(xAt(viewport.shown, time, width)).toBeCloseTo(x, 5)
      }),
    )
  })

  it('takes what is between two fingers along with them, wherever it does not hit an end', () => {
    const factors = fc.double({ min: 0.2, max: 5, noNaN: true })
    fc.assert(
      fc.property(spans, factors, places, places, (span, factor, x, then) => {
        const viewport = open(span)
        const time = timeAt(viewport.shown, x, width)
        viewport.pinchBy(factor, x / width, then / width)
        const { from, to } = viewport.shown
        expect(isWithin(viewport.shown)).toBe(true)
        if (from > 0 && to < limits.length)
          expect(xAt(viewport.shown, time, width)).toBeCloseTo(then, 5)
      }),
    )
  })

  it('comes back by the inverse of a zoom, away from the ends', () => {
    const viewport = open({ from: 400, to: 500 })
    viewport.zoomBy(0.4, 0.3, true)
    viewport.zoomBy(1 / 0.4, 0.3, true)
    expect(viewport.shown.from).toBeCloseTo(400, 9)
    expect(viewport.shown.to).toBeCloseTo(500, 9)
  })

  it('stays inside, whatever it is told to show', () => {
    const any = fc.double({ min: -1e5, max: 1e5, noNaN: true })
    fc.assert(
      fc.property(spans, any, any, any, (span, from, size, part) => {
        const viewport = open(span)
        viewport.show({ from, to: from + Math.abs(size) })
        expect(isWithin(viewport.shown)).toBe(true)
        viewport.panBy(part)
        expect(isWithin(viewport.shown)).toBe(true)
      }),
    )
  })
})

describe('gliding', () => {
  it('is on its way until it is there, and ends exactly there', () => {
    const viewport = open({ from: 0, to: 1000 }, false)
    const begun = performance.now()
    viewport.glideTo({ from: 300, to: 400 })
    expect(viewport.span).toEqual({ from: 300, to: 400 })
    expect(viewport.isMoving).toBe(true)
    viewport.advance(begun + 60)
    expect(viewport.shown.from).toBeGreaterThan(0)
    expect(viewport.shown.from).toBeLessThan(300)
    viewport.advance(begun + 60_000)
    expect(viewport.shown).toEqual({ from: 300, to: 400 })
    expect(viewport.isMoving).toBe(false)
  })

  it('is a leap for those who want less motion', () => {
    const viewport = open({ from: 0, to: 1000 })
    viewport.glideTo({ from: 300, to: 400 })
    expect(viewport.shown).toEqual({ from: 300, to: 400 })
    expect(viewport.isMoving).toBe(false)
  })

  it('gives way to the hand', () => {
    const viewport = open({ from: 0, to: 1000 }, false)
    viewport.glideTo({ from: 300, to: 400 })
    viewport.show({ from: 10, to: 20 })
    viewport.advance(performance.now() + 60_000)
    expect(viewport.shown).toEqual({ from: 10, to: 20 })
  })
})

describe('drifting', () => {
  it('goes on until it is stopped, and not beyond the end', () => {
    const viewport = open({ from: 100, to: 200 }, false)
    viewport.startDrift(1)
    const begun = viewport.shown.from
    let now = performance.now()
    for (let frame = 0; frame < 5; frame += 1) viewport.advance((now += 16))
    expect(viewport.shown.from).toBeGreaterThan(begun)
    for (let frame = 0; frame < 1000; frame += 1) viewport.advance((now += 50))
    expect(viewport.shown.to).toBe(1000)
    expect(viewport.shown.from).toBeCloseTo(900, 6)
    viewport.stopDrift()
    expect(viewport.isMoving).toBe(false)
  })
})

describe('the ways back', () => {
  it('go one range out at a time, to the whole', () => {
    const viewport = open()
    viewport.jumpTo({ from: 100, to: 500 })
    viewport.jumpTo({ from: 200, to: 300 })
    viewport.goBack()
    expect(viewport.span).toEqual({ from: 100, to: 500 })
    viewport.goBack()
    expect(viewport.span).toEqual({ from: 0, to: 1000 })
    viewport.goBack()
    expect(viewport.span).toEqual({ from: 0, to: 1000 })
  })

  it('go to any of them, and what was further in is forgotten', () => {
    const viewport = open()
    const first = { from: 100, to: 800 }
    for (const span of [first, { from: 200, to: 600 }, { from: 300, to: 400 }])
      viewport.jumpTo(span)
    viewport.goBack(first)
    expect(viewport.waysBack).toEqual([{ from: 0, to: 1000 }])
  })

  it('are not made by what follows the hand', () => {
    const viewport = open()
    viewport.zoomBy(0.5, 0.5, true)
    viewport.zoomBy(0.5, 0.5, true)
    expect(viewport.waysBack).toEqual([{ from: 0, to: 1000 }])
  })

  it('end where all is shown', () => {
    const viewport = open()
    viewport.jumpTo({ from: 100, to: 500 })
    viewport.jumpTo({ from: 200, to: 300 })
    viewport.fit()
    expect(viewport.waysBack).toEqual([])
    viewport.zoomBy(0.3, 0.25, true)
    expect(viewport.waysBack).toEqual([{ from: 0, to: 1000 }])
  })
})
