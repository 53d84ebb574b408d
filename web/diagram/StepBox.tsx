import type { Row } from '../../src/trace/rows.ts'
import { fitEffects } from './fit-effects.ts'
import type { CssPixels } from './geometry.ts'

interface StepBoxProps {
  readonly row: Row
  /** How much of a folded call has been executed: shown as a line below it unless 1. */
  readonly part: number
  /** Width that the box may have. */
  readonly room: CssPixels
}

const padding: CssPixels = 17
const unfoldWidth: CssPixels = 14

/** The statement of a step, or a folded call, with what it did. */
export function StepBox({ row, part, room }: StepBoxProps) {
  const { folded, text, choice, effects } = row
  const inner = room - padding - (folded === undefined ? 0 : unfoldWidth)
  const shown = fitEffects(choice === undefined ? text : `${text} ${choice}`, effects, inner)
  const full = [text, choice ?? '', ...effects.map((effect) => effect.text)].filter(Boolean)
  return (
    <div
      className={`diagram-step${row.violations.length > 0 ? ' is-violated' : ''}`}
      title={full.join('  ·  ')}
    >
      {folded !== undefined && (
        <button
          type="button"
          className="diagram-unfold"
          aria-expanded="false"
          aria-label={`Unfold ${text}`}
          data-call={folded.key}
          tabIndex={-1}
        >
          <span aria-hidden="true">▸</span>
        </button>
      )}
      <code className="diagram-code">{text}</code>
      {choice !== undefined && <span className="diagram-choice">{choice}</span>}
      {shown.map((effect) => (
        <span key={`${effect.kind} ${effect.text}`} className={`diagram-effect is-${effect.kind}`}>
          {effect.text}
        </span>
      ))}
      {part < 1 && <span className="diagram-part" style={{ width: `${part * 100}%` }} />}
    </div>
  )
}
