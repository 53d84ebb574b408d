/** One remembered run. */

import { QuietButton } from '../ui/QuietButton.tsx'
import type { Entry } from './entry.ts'

export interface HistoryEntryProps {
  readonly entry: Entry
  /** It is the run on the page. */
  readonly isHere: boolean
  readonly onOpen: () => void
  readonly onRemove: () => void
}

const marks = { violated: '✗', clean: '✓', open: '…' } as const
const times = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

export function HistoryEntry({ entry, isHere, onOpen, onRemove }: HistoryEntryProps) {
  const { title, variant, steps, tone, verdict, when } = entry
  const count = steps === 1 ? '1 step' : `${steps} steps`
  return (
    <li className="history-entry">
      <button
        type="button"
        className="card history-open"
        aria-current={isHere ? 'true' : undefined}
        title="Open this run"
        onClick={onOpen}
      >
        <span className="history-title">{title}</span>
        <time dateTime={new Date(when).toISOString()}>{isHere ? 'now' : times.format(when)}</time>
        <span className="history-variant">{variant}</span>
        <span className={`history-verdict is-${tone}`}>
          <span aria-hidden="true">{marks[tone]} </span>
          {verdict} · {count}
        </span>
      </button>
      <QuietButton
        name={`Forget: ${title}, ${verdict}`}
        hint="Forget this run"
        icon="close"
        onClick={onRemove}
      />
    </li>
  )
}
