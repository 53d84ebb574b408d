import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ensure } from '../../src/util/ensure.ts'
import type { LaneColours, Palette } from './palette.ts'
import { createStrip, type Strip } from './strip.ts'

const lane: LaneColours = { full: 'rgb(0 0 255)', tint: 'rgb(200 200 255)', text: 'rgb(0 0 99)' }
const none = 'rgb(1 2 3)'
const palette: Palette = {
  bg: none,
  raised: none,
  sunken: none,
  line: none,
  strong: none,
  text: none,
  dim: none,
  faint: none,
  danger: 'rgb(255 0 0)',
  dangerBg: none,
  focus: none,
  selected: none,
  lanes: [lane],
  track: { full: 'rgb(9 9 9)', tint: none, text: none },
  ui: 'sans-serif',
  code: 'monospace',
}

const width = 50
const height = 10

interface Board {
  readonly strip: Strip
  /** Draws, and tells the red, green, blue and opacity of a device pixel. */
  readonly draw: () => (x: number, y?: number) => readonly number[]
}

function boardOf(ratio: number): Board {
  const strip = ensure(createStrip(palette, width, ratio), 'pictures')
  const draw: Board['draw'] = () => {
    const canvas = document.createElement('canvas')
    canvas.width = width * ratio
    canvas.height = height * ratio
    const context = ensure(canvas.getContext('2d') ?? undefined, 'a context')
    context.scale(ratio, ratio)
    strip.draw(context, 0, height)
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    return (x, y = 0) => {
      const first = (y * canvas.width + x) * 4
      return [...data.subarray(first, first + 4)]
    }
  }
  return { strip, draw }
}

const red = [255, 0, 0, 255]
const nothing = [0, 0, 0, 0]

describe.each([1, 1.5, 2])('a strip with %s device pixels in each of CSS', (ratio) => {
  it('covers what is crowded from one place to the other', () => {
    const { strip, draw } = boardOf(ratio)
    strip.crowd(10, 20, strip.inks.fault)
    const at = draw()
    expect([at(10 * ratio), at(20 * ratio - 1)]).toEqual([red, red])
    expect([at(10 * ratio - 1), at(20 * ratio)]).toEqual([nothing, nothing])
  })

  it('gives what is narrow a pixel of the device', () => {
    const { strip, draw } = boardOf(ratio)
    strip.crowd(10, 10.001, strip.inks.fault)
    const at = draw()
    expect(at(10 * ratio)).toEqual(red)
    expect(at(10 * ratio + 1)).toEqual(nothing)
  })

  it('draws a box with an edge at its left and at its foot', () => {
    const { strip, draw } = boardOf(ratio)
    const { of } = strip.inks
    strip.box(10, 20, of(lane))
    const at = draw()
    expect(at(14 * ratio)).toEqual([200, 200, 255, 255])
    const edge = at(10 * ratio)
    expect(edge).not.toEqual([200, 200, 255, 255])
    expect(at(14 * ratio, height * ratio - 1)).toEqual(edge)
  })

  it('has no edge where a box begins out of sight', () => {
    const { strip, draw } = boardOf(ratio)
    strip.box(-5, 20, strip.inks.of(lane))
    expect(draw()(0)).toEqual([200, 200, 255, 255])
  })
})

it('begins anew after it was drawn', () => {
  const { strip, draw } = boardOf(1)
  strip.crowd(0, width, strip.inks.fault)
  expect(draw()(5)).toEqual(red)
  expect(draw()(5)).toEqual(nothing)
})

it('keeps to its picture wherever something is added', () => {
  const { strip, draw } = boardOf(2)
  const any = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  fc.assert(
    fc.property(any, any, (a, b) => {
      const from = Math.min(a, b)
      const to = Math.max(a, b)
      strip.crowd(from, to, strip.inks.fault)
      const at = draw()
      const isSeen = (x: number): boolean => x + 0.5 > from * 2 && x + 0.5 < to * 2
      for (const x of [0, 40, 99]) if (isSeen(x)) expect(at(x)).toEqual(red)
    }),
    { numRuns: 30 },
  )
})
