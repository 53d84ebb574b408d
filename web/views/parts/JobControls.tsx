/** How far a job of many searches has come, and the button that stops it or starts it again. */

import type { Tally } from '../../../src/worker/search-protocol.ts'
import { counted, secondsText } from '../../../src/util/amounts.ts'
import type { JobPhase } from '../../store/jobs.ts'

export interface JobControlsProps {
  readonly phase: JobPhase<Tally>
  /** What is counted: `search`, `set` */
  readonly unit: readonly [one: string, many: string]
  readonly startName: string
  readonly disabled?: boolean
  readonly onStart: () => void
  readonly onCancel: () => void
}

export function JobControls(props: JobControlsProps) {
  const { phase, unit, startName, disabled = false, onStart, onCancel } = props
  const running = phase.kind === 'running'
  // One button for all phases: it keeps the focus when the job ends.
  return (
    <div className="job">
      <output className="job-said" aria-live="off">
        {saidOf(phase, unit)}
      </output>
      {running && <Bar tally={phase.view} />}
      <button
        type="button"
        className={phase.kind === 'idle' ? 'button button-primary' : 'button'}
        disabled={disabled && !running}
        onClick={running ? onCancel : onStart}
      >
        {running ? 'Cancel' : nameOf(phase, startName)}
        {running && <kbd className="drawn" data-text="Esc" />}
      </button>
    </div>
  )
}

function nameOf(phase: JobPhase<Tally>, startName: string): string {
  return phase.kind === 'idle' ? startName : 'Search again'
}

function saidOf(phase: JobPhase<Tally>, [one, many]: JobControlsProps['unit']): string {
  switch (phase.kind) {
    case 'idle':
      return ''
    case 'failed':
      return 'failed'
    case 'running':
      return phase.view === undefined ? 'starting …' : progressText(phase.view, many)
    case 'done': {
      const { done, of, states, seconds } = phase.view
      const reach = phase.wasStopped
        ? `stopped after ${done} of ${counted(of, one, many)}`
        : counted(of, one, many)
      return `${reach} · ${counted(states, 'state')} · ${secondsText(seconds)}`
    }
  }
}

/** With an estimate of what is left once it can be told from what is done. */
function progressText({ done, of, states, seconds }: Tally, many: string): string {
  const left = done === 0 || seconds < 1 ? undefined : (seconds / done) * (of - done)
  const rest = left === undefined || left < 1 ? '' : ` · about ${secondsText(left)} left`
  return `${done} of ${of} ${many} · ${counted(states, 'state')}${rest}`
}

function Bar({ tally }: { readonly tally: Tally | undefined }) {
  return (
    <progress
      className="job-bar"
      aria-label="Progress"
      max={tally?.of ?? 1}
      value={tally?.done ?? 0}
    />
  )
}
