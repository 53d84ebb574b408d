/** How it stands with the search of what is on the page, and what it has found. */

import type { Minimised } from '../../src/explore/verdict.ts'
import type { SearchResult } from '../../src/worker/search-protocol.ts'
import { conclusionOf, type Conclusion, resultText } from '../../src/worker/search-words.ts'
import { cancelSearch, findRaces, setMinimised } from '../store/find-races.ts'
import { groupsOf } from '../store/findings.ts'
import { minimisedOptions, phaseOf, type SearchPhase } from '../store/search.ts'
import { useApp, useFact, useRun } from '../store/use-app.ts'
import { SearchFailure } from '../ui/SearchFailure.tsx'
import { Select } from '../ui/Select.tsx'
import { FindingList } from './FindingList.tsx'
import { SearchFigures } from './SearchFigures.tsx'

export interface FindingsBodyProps {
  /** After a finding was opened. */
  readonly onOpen?: (() => void) | undefined
}

export function FindingsBody({ onOpen }: FindingsBodyProps) {
  const phase = useFact(phaseOf)
  return (
    <>
      <Controls phase={phase} />
      <Content phase={phase} onOpen={onOpen} />
    </>
  )
}

function Controls({ phase }: { readonly phase: SearchPhase }) {
  const app = useApp()
  const run = useRun()
  const minimised = useFact((state) => state.minimised)
  const running = phase.kind === 'running'
  return (
    <div className="findings-controls">
      <Select
        label="Runs"
        value={minimised}
        options={minimisedOptions}
        disabled={run === undefined}
        onChange={(value) => {
          const chosen = minimisedOptions.find((option) => option.value === value)
          if (chosen !== undefined) setMinimised(app, chosen.value)
        }}
      />
      {/* One button for all phases: it keeps the focus when the search ends. */}
      <button
        type="button"
        className={phase.kind === 'idle' ? 'button button-primary' : 'button'}
        disabled={run === undefined}
        onClick={() => (running ? cancelSearch(app) : findRaces(app))}
      >
        {buttonNames[phase.kind]}
      </button>
    </div>
  )
}

const buttonNames = {
  idle: 'Find races',
  running: 'Cancel',
  done: 'Search again',
  failed: 'Search again',
} as const satisfies Record<SearchPhase['kind'], string>

interface ContentProps extends FindingsBodyProps {
  readonly phase: SearchPhase
}

function Content({ phase, onOpen }: ContentProps) {
  switch (phase.kind) {
    case 'idle':
      return (
        <p className="findings-note">
          Searches every interleaving of this scenario and variant, and lists each distinct failure
          with a run that shows it.
        </p>
      )
    case 'running':
      return <SearchFigures progress={phase.progress} />
    case 'done':
      return <Result result={phase.result} onOpen={onOpen} />
    case 'failed':
      return <SearchFailure error={phase.error} />
  }
}

interface ResultProps extends FindingsBodyProps {
  readonly result: SearchResult
}

function Result({ result, onOpen }: ResultProps) {
  const conclusion = conclusionOf(result)
  return (
    <>
      <p className={`findings-result findings-${conclusion.kind}`}>
        <span aria-hidden="true">{marks[conclusion.kind]} </span>
        {resultText(result)}
      </p>
      <p className="findings-note">{explained(conclusion, result.minimised)}</p>
      <FindingList groups={groupsOf(result)} onOpen={onOpen} />
    </>
  )
}

const marks = { violated: '✗', proved: '✓', bounded: '…' } as const

function explained(conclusion: Conclusion, minimised: Minimised): string {
  switch (conclusion.kind) {
    case 'proved':
      return 'Every reachable state of this scenario and variant was visited, within the bounds of the model.'
    case 'bounded':
      return 'The states that were not reached may hold failures.'
    case 'violated': {
      const all = conclusion.exhausted
        ? 'These are all distinct failures.'
        : 'The states that were not reached may hold others.'
      return `${all} Each opens as ${runTexts[minimised]}.`
    }
  }
}

const runTexts: Readonly<Record<Minimised, string>> = {
  steps: 'the shortest run that shows it',
  switches: 'the run with the fewest changes of thread',
  preemptions: 'the run with the fewest changes away from a thread that could go on',
}
