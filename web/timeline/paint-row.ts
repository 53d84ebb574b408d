/** One row of slices: wide ones as boxes with their names, narrow ones together in a strip. */

import {
  type Look,
  lookBit,
  looks,
  noColour,
  type Row,
  type SliceIndex,
  sliceText,
} from '../../src/timeline/model.ts'
import { type Marks, sweepRow } from '../../src/timeline/sweep.ts'
import { type LaneColours, laneColours } from './palette.ts'
import type { Scene } from './scene.ts'
import type { Strip } from './strip.ts'

export interface Brush {
  readonly context: CanvasRenderingContext2D
  readonly marks: Marks
  /** Width of a letter of the code font. */
  readonly letter: number
  readonly strip: Strip
}

/** Names are written from this width on. */
const named = 34
const boxed = 5
const inset = 6
const fault = lookBit('fault') | lookBit('touch')
/** Runs of crowded pixels from this width on are marked as too dense. */
const crowded = 18

/** `top` is where the row begins on the canvas. */
export function paintRow(brush: Brush, scene: Scene, row: Row, top: number, height: number): void {
  const { context, marks, strip } = brush
  const { slices } = scene.timeline
  sweepRow(scene.timeline, row, scene.span, scene.width, marks)
  const dense: { readonly from: number; readonly wide: number }[] = []
  for (let at = 0; at < marks.count; ) {
    const slice = marks.first[at] ?? 0
    const colours = laneColours(scene.palette, slices.colours[slice] ?? noColour)
    const wide = marks.width[at] ?? 0
    if (wide < 2) {
      const { end, many } = crowdFrom(marks, at)
      const key = lookKey(marks, at)
      const from = marks.x[at] ?? 0
      const to = from + end - at
      strip.crowd(
        from,
        to,
        key === faulty ? strip.inks.fault : (strip.inks.of(colours).crowd[key] ?? 0),
      )
      if (end - at >= crowded && many > 2 * (end - at)) dense.push({ from, wide: end - at })
      at = end
      continue
    }
    const look = looks[slices.looks[slice] ?? 0] ?? 'call'
    const isPlain = (look === 'call' || look === 'async') && slices.open[slice] !== 1
    const x = marks.x[at] ?? 0
    if (isPlain && wide < named) strip.box(x, x + wide - gapAfter(wide), strip.inks.of(colours))
    else paintSlice(brush, scene, slice, look, colours, x, wide, top, height)
    at += 1
  }
  strip.draw(context, top, height)
  if (dense.length === 0 || height <= 10) return
  context.fillStyle = scene.patterns.dots(scene.palette.dim)
  for (const { from, wide } of dense)
    context.fillRect(from, Math.floor((top + height - 3) / 6) * 6, wide, 3)
}

/** Neighbours stay apart, unless that would make them vanish. */
function gapAfter(wide: number): number {
  return wide > 4 ? 1 : 0
}

/** A box with its name, where that fits. */
function paintSlice(
  { context, letter }: Brush,
  scene: Scene,
  slice: SliceIndex,
  look: Look,
  colours: LaneColours,
  start: number,
  wide: number,
  top: number,
  height: number,
): void {
  const { timeline, width, palette } = scene
  const x = Math.max(-inset, start)
  const right = Math.min(width + inset, start + wide)
  const w = Math.max(1, right - x - gapAfter(wide))
  const isOpen = timeline.slices.open[slice] === 1
  paintBox(context, scene, look, colours, x, top, w, height, isOpen)
  const from = Math.max(x, 0) + inset
  const room = Math.floor((Math.min(right, width) - from - 4) / letter)
  if (wide < named || room < 2 || height < 14) return
  const text = sliceText(timeline, slice)
  context.fillStyle = textColour(look, colours, palette.danger, palette.bg, palette.dim)
  const shown = text.length > room ? `${text.slice(0, room - 1)}…` : text
  context.fillText(shown, from, top + height / 2 + 0.5)
}

/** Pixels next to each other that look alike: up to which mark, and how many slices they are. */
function crowdFrom(marks: Marks, at: number): { readonly end: number; readonly many: number } {
  const key = lookKey(marks, at)
  let end = at + 1
  let many = marks.slices[at] ?? 0
  while (end < marks.count && isNext(marks, end) && lookKey(marks, end) === key) {
    many += marks.slices[end] ?? 0
    end += 1
  }
  return { end, many }
}

function isNext(marks: Marks, at: number): boolean {
  return (marks.width[at] ?? 0) < 2 && (marks.x[at] ?? 0) - (marks.x[at - 1] ?? 0) <= 1
}

/** What went wrong, among how much is covered: 0 … 3. */
const faulty = 8

function lookKey(marks: Marks, at: number): number {
  if (((marks.looks[at] ?? 0) & fault) !== 0) return faulty
  return Math.min(3, Math.floor((marks.cover[at] ?? 0) * 4))
}

function textColour(
  look: Look,
  colours: LaneColours,
  danger: string,
  bg: string,
  dim: string,
): string {
  switch (look) {
    case 'fault':
    case 'touch':
    case 'freed':
      return danger
    case 'hold':
      return bg
    case 'wait':
    case 'inside':
    case 'live':
    case 'lock-wait':
      return dim
    default:
      return colours.text
  }
}

function paintBox(
  context: CanvasRenderingContext2D,
  { palette, patterns }: Scene,
  look: Look,
  colours: LaneColours,
  x: number,
  top: number,
  width: number,
  height: number,
  isOpen: boolean,
): void {
  switch (look) {
    case 'step':
    case 'fault': {
      context.fillStyle = look === 'fault' ? palette.dangerBg : colours.tint
      context.fillRect(x, top, width, height)
      context.fillStyle = look === 'fault' ? palette.danger : colours.full
      context.fillRect(x, top, Math.min(width, width < boxed ? 2 : 3), height)
      return
    }
    case 'call':
    case 'async': {
      context.fillStyle = colours.tint
      context.fillRect(x, top, width, height)
      context.fillStyle = colours.full
      context.globalAlpha = 0.55
      context.fillRect(x, top, Math.min(width, 1), height)
      context.fillRect(x, top + height - 1, width, 1)
      context.globalAlpha = 1
      if (isOpen) fadeEnd(context, palette.bg, x, top, width, height)
      return
    }
    case 'wait':
      hatched(context, patterns.hatch(colours.full), colours.full, x, top, width, height)
      // The words need a calm ground.
      context.fillStyle = palette.bg
      context.globalAlpha = 0.72
      context.fillRect(x + 2, top + 2, width - 3, height - 4)
      context.globalAlpha = 1
      return
    case 'lock-wait':
      context.fillStyle = colours.full
      for (let at = x; at < x + width; at += 4)
        context.fillRect(at, top + height / 2 - 1, Math.min(2, x + width - at), 2)
      return
    case 'moment':
      context.fillStyle = colours.full
      context.fillRect(x, top, Math.max(1, width), height)
      return
    case 'hold':
      context.fillStyle = colours.full
      context.fillRect(x, top, width, height)
      if (isOpen) fadeEnd(context, palette.bg, x, top, width, height)
      return
    case 'read-hold':
      context.fillStyle = colours.tint
      context.fillRect(x, top, width, height)
      context.strokeStyle = colours.full
      context.strokeRect(x + 0.75, top + 0.75, width - 1.5, height - 1.5)
      return
    case 'inside':
      hatched(context, patterns.hatch(colours.full), colours.full, x, top, width, height)
      return
    case 'live':
      context.fillStyle = palette.strong
      context.fillRect(x, top + height / 2 - 4, width, 8)
      return
    case 'freed':
      context.fillStyle = patterns.hatch(palette.danger)
      context.fillRect(x, top + height / 2 - 4, width, 8)
      return
    case 'touch':
      cross(context, palette.danger, palette.bg, x + width / 2, top + height / 2)
      return
  }
}

function hatched(
  context: CanvasRenderingContext2D,
  hatch: CanvasPattern | string,
  edge: string,
  x: number,
  top: number,
  width: number,
  height: number,
): void {
  context.fillStyle = hatch
  context.fillRect(x, top, width, height)
  context.fillStyle = edge
  for (let y = top; y < top + height; y += 4) context.fillRect(x, y, 1.5, 2)
}

/** What did not end within the recording runs out at its end. */
function fadeEnd(
  context: CanvasRenderingContext2D,
  bg: string,
  x: number,
  top: number,
  width: number,
  height: number,
): void {
  const reach = Math.min(width / 2, 14)
  context.fillStyle = bg
  for (let i = 0; i < 4; i += 1) {
    context.globalAlpha = 0.25
    const part = (reach * (4 - i)) / 4
    context.fillRect(x + width - part, top, part, height)
  }
  context.globalAlpha = 1
}

function cross(
  context: CanvasRenderingContext2D,
  colour: string,
  bg: string,
  x: number,
  y: number,
): void {
  context.fillStyle = bg
  context.beginPath()
  context.arc(x, y, 7, 0, 2 * Math.PI)
  context.fill()
  context.strokeStyle = colour
  context.lineWidth = 1.75
  context.stroke()
  context.beginPath()
  context.moveTo(x - 3, y - 3)
  context.lineTo(x + 3, y + 3)
  context.moveTo(x + 3, y - 3)
  context.lineTo(x - 3, y + 3)
  context.stroke()
  context.lineWidth = 1.5
}
