import type { CallKey } from '../../src/trace/rows-fold.ts'
import type { CssPixels } from './geometry.ts'
import { changeWords } from './words.ts'

interface GripMarkProps {
  /** Of what is dragged, in its cell. */
  readonly left: CssPixels
  /** The open call that is dragged by it; `''`: the step or folded call of the row. */
  readonly call: CallKey
}

const hints = {
  step: 'Drag to move it; with Shift, all that the thread does here in a row',
  call: 'Drag to move the whole call',
} as const

/** By this a step is dragged. With the keyboard, the selected step is moved. */
export function GripMark({ left, call }: GripMarkProps) {
  return (
    <span
      className="diagram-grip"
      data-grip={call}
      aria-hidden="true"
      title={call === '' ? hints.step : hints.call}
      style={{ left }}
    />
  )
}

/** What the last move has changed at a step: beside it, in words. */
export function ChangeTags({ changes }: { readonly changes: string }) {
  return changeWords(changes).map(({ change, mark, word }) => (
    <span key={change} className={`diagram-change is-${change}`} aria-hidden="true">
      <span className="diagram-change-mark">{mark}</span>
      {word}
    </span>
  ))
}
