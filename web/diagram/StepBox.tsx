import type { Row } from '../../src/trace/rows.ts'
import type { EffectView } from '../../src/trace/view.ts'

/** The statement of a step, or a folded call, with what it did. */
export function StepBox({ row }: { readonly row: Row }) {
  const { folded, text, choice, effects } = row
  const full = [text, choice ?? '', ...effects.map((effect) => effect.text)].filter(Boolean)
  return (
    <div
      className={`diagram-step${row.violations.length > 0 ? ' is-violated' : ''}`}
      title={full.join('  ·  ')}
    >
      <span className="diagram-step-main">
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
        <Effects effects={effects.filter(isEssential)} />
      </span>
      {choice !== undefined && <span className="diagram-choice">{choice}</span>}
      <Effects effects={effects.filter((effect) => !isEssential(effect))} />
    </div>
  )
}

function Effects({ effects }: { readonly effects: readonly EffectView[] }) {
  return effects.map(({ kind, text }) => (
    <span key={`${kind} ${text}`} className={`diagram-effect is-${kind}`}>
      {text}
    </span>
  ))
}

/** Effects that the code gives way to where room is short; the others are seen in the tracks, too. */
function isEssential({ kind }: EffectView): boolean {
  return kind === 'ref' || kind === 'free' || kind === 'result'
}
