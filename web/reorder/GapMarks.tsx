import { memo } from 'react'
import type { Cursor } from '../../src/trace/view.ts'
import type { MovesView } from '../../src/worker/protocol.ts'
import { type CssPixels, type Geometry, rowTop } from '../diagram/geometry.ts'
import type { Shown } from '../diagram/track-shapes.ts'
import { gapWords } from './words.ts'

interface GapMarksProps {
  readonly geometry: Geometry
  /** One per row, and one below the last. */
  readonly gaps: readonly Cursor[]
  readonly moves: MovesView
  readonly shown: Shown
  readonly left: CssPixels
  readonly width: CssPixels
}

/** Between all rows that are drawn: whether the dragged steps can stand there, by sign, word and colour. */
export const GapMarks = memo(function GapMarks(props: GapMarksProps) {
  const { geometry, gaps, moves, shown, left, width } = props
  return gaps.map((gap, index) => {
    const top = rowTop(geometry, index)
    const verdict = moves.gaps[gap]
    if (verdict === undefined || verdict.kind === 'here') return undefined
    if (top < shown.top || top > shown.bottom) return undefined
    const { mark, brief } = gapWords(verdict)
    return (
      <div key={gap} className={`reorder-gap is-${verdict.kind}`} style={{ top, left, width }}>
        <span className="reorder-chip">
          <span className="reorder-mark">{mark}</span>
          {brief}
        </span>
      </div>
    )
  })
})
