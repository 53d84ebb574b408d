import { createPortal } from 'react-dom'
import type { GapView } from '../../src/worker/protocol.ts'
import type { Drag } from './use-drag.ts'
import { gapWords, type GapWords } from './words.ts'

interface DragCardProps {
  readonly drag: Drag
  /** Class that brings the colours of the thread. */
  readonly lane: string
  /** What is dragged. */
  readonly name: string
  readonly verdict: GapView | undefined
}

const width = 300
const offset = { x: 18, y: 20 } as const
/** Enough for a reason of four lines. */
const height = 130

const unknown: GapWords = {
  mark: '…',
  brief: '',
  title: 'Finding out where it can stand',
  detail: 'The model is asked.',
}

/** Beside the pointer: what is dragged, and what letting go would do. */
export function DragCard({ drag, lane, name, verdict }: DragCardProps) {
  const { mark, title, detail } = verdict === undefined ? unknown : gapWords(verdict)
  const isRight = drag.x + offset.x + width < window.innerWidth
  const isBelow = drag.y + offset.y + height < window.innerHeight
  return createPortal(
    <div
      className={`reorder-card ${lane} is-${verdict?.kind ?? 'unknown'}`}
      style={{
        width,
        left: isRight ? drag.x + offset.x : Math.max(0, drag.x - offset.x - width),
        [isBelow ? 'top' : 'bottom']: isBelow
          ? drag.y + offset.y
          : window.innerHeight - drag.y + offset.y,
      }}
    >
      <code className="reorder-card-name">{name}</code>
      <p className="reorder-card-title">
        <span className="reorder-mark" aria-hidden="true">
          {mark}
        </span>
        {title}
      </p>
      <output className="reorder-card-detail">{detail}</output>
      <p className="reorder-card-hint">
        <kbd>Esc</kbd> puts it back
      </p>
    </div>,
    document.body,
  )
}
