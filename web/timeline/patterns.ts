/** Hatching and dots as canvas patterns, made once per colour and pixel ratio. */

import type { Palette } from './palette.ts'

export interface Patterns {
  readonly hatch: (colour: string) => CanvasPattern | string
  /** Three dots in a row: too dense here. */
  readonly dots: (colour: string) => CanvasPattern | string
}

/** CSS pixels. */
const size = 6

export function createPatterns(palette: Palette, ratio: number): Patterns {
  const made = new Map<string, CanvasPattern | string>()
  const pattern = (
    key: string,
    colour: string,
    draw: (to: OffscreenCanvasRenderingContext2D) => void,
  ) => {
    const known = made.get(key + colour)
    if (known !== undefined) return known
    const side = Math.max(1, Math.round(size * ratio))
    const tile = new OffscreenCanvas(side, side)
    const context = tile.getContext('2d')
    if (context === null) return colour
    context.scale(side / size, side / size)
    draw(context)
    const result = context.createPattern(tile, 'repeat') ?? colour
    // Lengths of the tile are those of the device; the canvas that uses it is scaled.
    if (typeof result !== 'string') result.setTransform(new DOMMatrix().scale(size / side))
    made.set(key + colour, result)
    return result
  }
  return {
    hatch: (colour) =>
      pattern('hatch', colour, (to) => {
        to.strokeStyle = colour
        to.lineWidth = 1
        to.beginPath()
        for (const shift of [-size, 0, size]) {
          to.moveTo(shift, size)
          to.lineTo(shift + size, 0)
        }
        to.stroke()
      }),
    dots: (colour) =>
      pattern('dots', colour, (to) => {
        to.fillStyle = palette.bg
        to.fillRect(0, 0, size, 3)
        to.fillStyle = colour
        to.fillRect(1, 0.5, 2, 2)
      }),
  }
}
