import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TimelineBuilder } from './builder.ts'
import { layoutLanes } from './layout.ts'
import { hitAt } from './hit.ts'
import { looksBetween, valueMips, valuesBetween } from './mips.ts'
import { type Look, lookBit, type Timeline } from './model.ts'
import { firstAtLeast, nextAtLeast } from './search.ts'
import type { Span } from './span.ts'
import { createMarks, sweepRow } from './sweep.ts'

interface Piece {
  readonly gap: number
  readonly size: number
  readonly look: Look
}

const pieces = fc.array(
  fc.record<Piece>({
    gap: fc.integer({ min: 0, max: 6 }),
    size: fc.integer({ min: 0, max: 9 }),
    look: fc.constantFrom<Look>('step', 'call', 'fault', 'moment'),
  }),
  { maxLength: 400 },
)

function timelineOf(all: readonly Piece[]): Timeline {
  const length = all.reduce((sum, { gap, size }) => sum + gap + size, 1)
  const builder = new TimelineBuilder(length)
  builder.lane({ kind: 'thread', letter: 'A', title: 'one', group: '', colour: 0 }, () => {
    let at = 0
    builder.row(
      'own',
      all.map(({ gap, size, look }, ref) => {
        const from = at + gap
        at = from + size
        return { from, to: at, text: `s${ref}`, look, colour: 0, ref }
      }),
    )
  })
  return builder.finish('us')
}

function marksOf(timeline: Timeline, span: Span, width: number) {
  const row = timeline.rows[0]
  const marks = createMarks(width)
  if (row !== undefined) sweepRow(timeline, row, span, width, marks)
  return Array.from({ length: marks.count }, (_, at) => ({
    x: marks.x[at] ?? 0,
    width: marks.width[at] ?? 0,
    first: marks.first[at] ?? 0,
    slices: marks.slices[at] ?? 0,
    looks: marks.looks[at] ?? 0,
  }))
}

describe('a row as marks', () => {
  it('shows every slice in view exactly once, however dense they are', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 300 }), (all, width) => {
        const timeline = timelineOf(all)
        const marks = marksOf(timeline, { from: 0, to: timeline.length }, width)
        const shown = marks.flatMap(({ first, slices }) =>
          Array.from({ length: slices }, (_, at) => first + at),
        )
        expect(shown).toEqual(all.map((_, at) => at))
        expect(marks.length).toBeLessThanOrEqual(2 * width + 2)
      }),
    )
  })

  it('gives each mark at least a pixel, and loses no failure', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 40 }), (all, width) => {
        const timeline = timelineOf(all)
        const marks = marksOf(timeline, { from: 0, to: timeline.length }, width)
        expect(marks.every((mark) => mark.width >= 1)).toBe(true)
        const isFault = all.some(({ look }) => look === 'fault')
        expect(marks.some(({ looks }) => (looks & lookBit('fault')) !== 0)).toBe(isFault)
      }),
    )
  })

  it('leaves out what is not in view', () => {
    const timeline = timelineOf(
      Array.from({ length: 100 }, () => ({ gap: 0, size: 10, look: 'step' })),
    )
    const marks = marksOf(timeline, { from: 500, to: 520 }, 200)
    expect(marks.map(({ first }) => first).slice(0, 3)).toEqual([49, 50, 51])
    expect(marks.length).toBeLessThanOrEqual(4)
  })
})

describe('what is under the pointer', () => {
  const timeline = timelineOf([
    { gap: 10, size: 10, look: 'step' },
    { gap: 0, size: 10, look: 'call' },
    { gap: 30, size: 0, look: 'moment' },
  ])
  const layout = layoutLanes(timeline, new Set())
  const at = (x: number) => hitAt(timeline, layout, { from: 0, to: 61 }, 610, x, 12)

  it.each([
    [150, 0],
    [199, 0],
    [201, 1],
    [601, 2],
  ])('at %i pixels is slice %i', (x, slice) => {
    expect(at(x)).toMatchObject({ kind: 'slice', slice })
  })

  it('is only the lane where nothing stands, and nothing below the last lane', () => {
    expect(at(400)).toEqual({ kind: 'lane', lane: 0 })
    expect(hitAt(timeline, layout, { from: 0, to: 61 }, 610, 10, layout.height + 5)).toBeUndefined()
  })

  it('says how many more are there when they are too dense to point at', () => {
    const dense = timelineOf(Array.from({ length: 500 }, () => ({ gap: 0, size: 1, look: 'step' })))
    const hit = hitAt(dense, layoutLanes(dense, new Set()), { from: 0, to: 500 }, 50, 25, 12)
    expect(hit).toMatchObject({ kind: 'slice', others: 40 })
  })
})

describe('summaries', () => {
  it('say of every range what looking at all of it says', () => {
    fc.assert(
      fc.property(pieces, fc.nat(400), fc.nat(400), (all, a, b) => {
        const { slices, sliceMips } = timelineOf(all)
        const from = Math.min(a, b, all.length)
        const to = Math.min(Math.max(a, b), all.length)
        const plain = all.slice(from, to).reduce((bits, { look }) => bits | lookBit(look), 0)
        expect(looksBetween(sliceMips, slices.looks, from, to)).toBe(plain)
      }),
    )
  })

  it('know the least and greatest value of every range', () => {
    const values = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(values, fc.nat(299), fc.nat(299), (all, a, b) => {
        const column = Float64Array.from(all)
        const from = Math.min(a, b, all.length - 1)
        const to = Math.min(Math.max(a, b), all.length - 1) + 1
        const range = all.slice(from, to)
        expect(valuesBetween(valueMips(column), column, from, to)).toEqual({
          least: Math.min(...range),
          most: Math.max(...range),
        })
      }),
    )
  })
})

it('both searches agree with looking at one after the other', () => {
  const sorted = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 80 })
  fc.assert(
    fc.property(sorted, fc.integer({ min: -1, max: 51 }), fc.nat(80), (all, wanted, start) => {
      const values = Float64Array.from(all).sort()
      const from = Math.min(start, values.length)
      const plain = values.findIndex((value, at) => at >= from && value >= wanted)
      const expected = plain < 0 ? values.length : plain
      expect(firstAtLeast(values, wanted, from, values.length)).toBe(expected)
      expect(nextAtLeast(values, wanted, from, values.length)).toBe(expected)
    }),
  )
})
