import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clampSpan, type Span } from './span.ts'
import { around, entered, type Trail, waysBack } from './trail.ts'

const limits = { length: 1000, least: 2 }
const all: Span = { from: 0, to: 1000 }
const outer: Span = { from: 100, to: 900 }
const middle: Span = { from: 200, to: 600 }
const inner: Span = { from: 300, to: 400 }

const spans = fc
  .tuple(
    fc.double({ min: 0, max: 990, noNaN: true }),
    fc.double({ min: 3, max: 1000, noNaN: true }),
  )
  .map(([from, size]) => clampSpan({ from, to: from + size }, limits))

/** A trail as some jumps leave it, from the whole on. */
function trailOf(...jumps: readonly Span[]): Trail {
  let trail: Trail = []
  let from = all
  for (const to of jumps) {
    trail = entered(trail, from, to, limits)
    from = to
  }
  return trail
}

describe('the ways back', () => {
  it('lead through each range that was zoomed into, the whole first', () => {
    const trail = trailOf(outer, middle, inner)
    expect(waysBack(trail, inner, limits)).toEqual([all, outer, middle])
  })

  it('are none from the whole, and one from what was only zoomed by hand', () => {
    expect(waysBack([], all, limits)).toEqual([])
    expect(waysBack([], inner, limits)).toEqual([all])
  })

  it('leave out what a jump to elsewhere has left', () => {
    const elsewhere = { from: 650, to: 700 }
    expect(waysBack(trailOf(outer, middle, elsewhere), elsewhere, limits)).toEqual([all, outer])
  })

  it('leave out a range once more than it is shown, and have it again in it', () => {
    const trail = trailOf(outer, middle, inner)
    const wider = { from: 150, to: 700 }
    expect(waysBack(trail, wider, limits)).toEqual([all, outer])
    expect(waysBack(trail, inner, limits)).toEqual([all, outer, middle])
  })

  it('do not grow by a jump to where one is', () => {
    expect(trailOf(middle, middle, middle)).toEqual([])
  })

  it('are each around the next, and few, after any jumps', () => {
    fc.assert(
      fc.property(fc.array(spans, { minLength: 1, maxLength: 12 }), (jumps) => {
        const last = jumps.at(-1) ?? all
        const ways = waysBack(trailOf(...jumps), last, limits)
        expect(ways.length).toBeLessThanOrEqual(5)
        for (const [at, span] of ways.entries())
          expect(around([span], ways[at + 1] ?? last)).toEqual([span])
      }),
    )
  })
})
