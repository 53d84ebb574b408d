import { memo } from 'react'
import type { RunView } from '../../src/trace/view.ts'
import { laneClass } from '../diagram/lane-class.ts'
import type { LaneLine, ShownStep } from './lane-lines.ts'
import type { Token } from './tokenize-c.ts'

interface SourceLineProps {
  readonly run: RunView
  /** From 1. */
  readonly line: number
  readonly top: number
  readonly tokens: readonly Token[]
  /** Lanes that stand here. */
  readonly lanes: readonly LaneLine[]
  /** The step that the listing shows, when it is of this line. */
  readonly step: ShownStep | undefined
  readonly onSelect: ((line: number) => void) | undefined
}

export const SourceLine = memo(function SourceLine(props: SourceLineProps) {
  const { run, line, top, tokens, lanes, step, onSelect } = props
  const shown = step === undefined ? '' : ` is-shown ${laneClass(step.lane)}`
  return (
    <div
      className={`source-line${shown}`}
      style={{ top }}
      aria-current={step === undefined ? undefined : 'step'}
    >
      {onSelect === undefined ? (
        <span className="source-number">{line}</span>
      ) : (
        <button
          type="button"
          className="source-number"
          tabIndex={-1}
          aria-label={`Line ${line}`}
          onClick={() => onSelect(line)}
        >
          {line}
        </button>
      )}
      <span className="source-markers">
        {lanes.map(({ lane, state, words }) => (
          <span key={lane} className={`source-marker is-${state} ${laneClass(lane)}`} title={words}>
            {run.lanes[lane]?.letter}
            <span aria-hidden="true">{state === 'can' ? '▸' : markOf(state)}</span>
          </span>
        ))}
      </span>
      <code className="source-code">
        {tokens.map(({ kind, text }, index) =>
          kind === 'plain' ? (
            text
          ) : (
            <span key={index} className={`source-token is-${kind}`}>
              {text}
            </span>
          ),
        )}
      </code>
    </div>
  )
})

function markOf(state: LaneLine['state']): string {
  return state === 'crashed' ? '✗' : '‖'
}
