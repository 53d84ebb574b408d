/** The line between source and diagram, to be dragged or moved with the arrow keys. */

import type { KeyboardEvent, PointerEvent } from 'react'
import { ownScrolling } from '../ui/keyboard.ts'

export interface SplitterProps {
  readonly width: number
  readonly min: number
  readonly max: number
  readonly onResize: (width: number) => void
}

/** Pixels per press of an arrow key. */
const keyStep = 24

export function Splitter({ width, min, max, onResize }: SplitterProps) {
  const resize = (to: number): void => onResize(Math.round(Math.max(min, Math.min(max, to))))
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = keyMoves[event.key]
    if (by === undefined) return
    event.preventDefault()
    resize(width + by * keyStep)
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const pane = event.currentTarget.previousElementSibling
    resize(event.clientX - (pane?.getBoundingClientRect().left ?? 0))
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a separator that moves is a widget
    <hr
      className="splitter"
      aria-label="Width of the source pane"
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the same
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      {...ownScrolling}
    />
  )
}

const keyMoves: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }
