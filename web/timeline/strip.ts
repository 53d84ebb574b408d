/**
 * What stands crowded in a row, as a picture of two lines that is stretched to the height of the row: a
 * thousand slices cost one picture, not some thousand rectangles.
 */

import type { LaneColours, Palette } from './palette.ts'

/** A pixel as a picture holds it. */
type Ink = number

export interface LaneInks {
  /** By how much of a pixel is covered, in four steps. */
  readonly crowd: readonly Ink[]
  readonly body: Ink
  /** Left and below. */
  readonly edge: Ink
}

export interface Inks {
  readonly fault: Ink
  readonly of: (colours: LaneColours) => LaneInks
}

export interface Strip {
  readonly inks: Inks
  /** In CSS pixels from the left; also what is narrow has one pixel of the device. */
  readonly crowd: (from: number, to: number, ink: Ink) => void
  readonly box: (from: number, to: number, inks: LaneInks) => void
  /** Draws what has been added, and begins anew. */
  readonly draw: (context: CanvasRenderingContext2D, top: number, height: number) => void
}

/** `width` in CSS pixels, `ratio` device pixels in each of them. Undefined when there are no pictures. */
export function createStrip(palette: Palette, width: number, ratio: number): Strip | undefined {
  const inks = createInks(palette)
  const wide = Math.max(1, Math.round(width * ratio))
  const canvas = new OffscreenCanvas(wide, 2)
  const to = canvas.getContext('2d', { willReadFrequently: true })
  if (inks === undefined || to === null) return undefined
  const image = to.createImageData(wide, 2)
  const pixels = new Uint32Array(image.data.buffer)
  const body = pixels.subarray(0, wide)
  const foot = pixels.subarray(wide)
  let isEmpty = true
  const pixelOf = (x: number): number => Math.max(0, Math.min(wide, Math.round(x * ratio)))
  const crowd = (from: number, until: number, ink: Ink): void => {
    const first = pixelOf(from)
    const end = Math.max(pixelOf(until), Math.min(wide, first + 1))
    body.fill(ink, first, end)
    foot.fill(ink, first, end)
    isEmpty = false
  }
  return {
    inks,
    crowd,
    box: (from, until, { body: inner, edge }) => {
      const first = pixelOf(from)
      const end = Math.max(pixelOf(until), Math.min(wide, first + 1))
      body.fill(inner, first, end)
      if (from >= 0) body.fill(edge, first, Math.min(end, Math.max(first + 1, pixelOf(from + 1))))
      foot.fill(edge, first, end)
      isEmpty = false
    },
    draw: (context, top, height) => {
      if (isEmpty) return
      to.putImageData(image, 0, 0)
      context.imageSmoothingEnabled = false
      context.drawImage(canvas, 0, 0, wide, 1, 0, top, wide / ratio, height - 1)
      context.drawImage(canvas, 0, 1, wide, 1, 0, top + height - 1, wide / ratio, 1)
      context.imageSmoothingEnabled = true
      pixels.fill(0)
      isEmpty = true
    },
  }
}

const perLane = 6

/** Colours come as CSS writes them; painting them tells what pixels they are. */
function createInks(palette: Palette): Inks | undefined {
  const lanes = [...palette.lanes, palette.track]
  const context = new OffscreenCanvas(lanes.length * perLane + 1, 1).getContext('2d')
  if (context === null) return undefined
  const dot = (x: number, colour: string, alpha: number): void => {
    context.globalAlpha = alpha
    context.fillStyle = colour
    context.fillRect(x, 0, 1, 1)
  }
  lanes.forEach(({ full, tint }, lane) => {
    const at = lane * perLane
    for (let step = 0; step < 4; step += 1) dot(at + step, full, 0.34 + 0.22 * step)
    dot(at + 4, tint, 1)
    dot(at + 5, tint, 1)
    dot(at + 5, full, 0.55)
  })
  const fault = lanes.length * perLane
  dot(fault, palette.danger, 1)
  const { data } = context.getImageData(0, 0, fault + 1, 1)
  const pixels = new Uint32Array(data.buffer)
  const known = new Map(
    lanes.map((colours, lane): [LaneColours, LaneInks] => {
      const [a = 0, b = 0, c = 0, d = 0, body = 0, edge = 0] = pixels.subarray(lane * perLane)
      return [colours, { crowd: [a, b, c, d], body, edge }]
    }),
  )
  const none: LaneInks = { crowd: [0, 0, 0, 0], body: 0, edge: 0 }
  return { fault: pixels[fault] ?? 0, of: (colours) => known.get(colours) ?? none }
}
