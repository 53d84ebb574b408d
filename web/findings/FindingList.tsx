/** The failures by kind and object; each place is a button that opens the run that shows it. */

import { useId } from 'react'
import type { FindingView } from '../../src/worker/search-protocol.ts'
import { effortText } from '../../src/worker/search-words.ts'
import { type FindingGroup, placeText, shownFinding } from '../store/findings.ts'
import { openFinding } from '../store/open-shown.ts'
import { useApp, useFact, useRun } from '../store/use-app.ts'
import { Breakable } from '../ui/Breakable.tsx'
import { LaneBadge } from '../ui/LaneBadge.tsx'

export interface FindingListProps {
  readonly groups: readonly FindingGroup[]
  readonly onOpen: (() => void) | undefined
}

export function FindingList({ groups, onOpen }: FindingListProps) {
  const run = useRun()
  const opened = useFact((state) => state.openedFinding)
  const shown = shownFinding(groups, run, opened)
  return groups.map((group) => (
    <Group key={group.key} group={group} shown={shown} onOpen={onOpen} />
  ))
}

interface GroupProps {
  readonly group: FindingGroup
  /** Key of the finding that the run on the page shows. */
  readonly shown: string | undefined
  readonly onOpen: (() => void) | undefined
}

function Group({ group, shown, onOpen }: GroupProps) {
  const titleId = useId()
  const { kind, title, places } = group
  return (
    <section className="finding-group" aria-labelledby={titleId}>
      <h3 id={titleId} className={kind === 'bound' ? undefined : 'finding-kind'}>
        <span aria-hidden="true">{kind === 'bound' ? '… ' : '✗ '}</span>
        {title}
        {places.length > 1 && <span className="finding-count"> in {places.length} places</span>}
      </h3>
      <ul>
        {places.map((finding) => (
          <Place
            key={finding.key}
            finding={finding}
            isShown={finding.key === shown}
            onOpen={onOpen}
          />
        ))}
      </ul>
    </section>
  )
}

interface PlaceProps {
  readonly finding: FindingView
  readonly isShown: boolean
  readonly onOpen: (() => void) | undefined
}

function Place({ finding, isShown, onOpen }: PlaceProps) {
  const app = useApp()
  const run = useRun()
  const { lane: letter, text } = finding
  const lane = run?.lanes.findIndex((candidate) => candidate.letter === letter) ?? -1
  return (
    <li>
      <button
        type="button"
        className="card finding"
        aria-current={isShown ? 'true' : undefined}
        title="Open the run that shows it"
        onClick={() => {
          openFinding(app, finding)
          onOpen?.()
        }}
      >
        <span className="finding-place">
          {letter !== undefined && lane >= 0 && <LaneBadge lane={lane} letter={letter} />}
          <Where finding={finding} />
        </span>
        {text !== '' && <span className="finding-text">{text}</span>}
        <span className="finding-effort">{effortText(finding)}</span>
      </button>
    </li>
  )
}

/** The number of the line and its code; in words where no line is to blame. */
function Where({ finding }: { readonly finding: FindingView }) {
  const [, line, code] = /^(line \d+: )(.*)$/s.exec(placeText(finding)) ?? []
  if (line === undefined || code === undefined) return <span>{placeText(finding)}</span>
  return (
    <span className="finding-where">
      <span className="finding-line">{line}</span>
      <Breakable text={code} />
    </span>
  )
}
