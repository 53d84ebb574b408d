/** The schedule on the page, replayed under each fix: where the fix stops it or leads it elsewhere. */

import { useEffect } from 'react'
import type { FixReplay } from '../../../src/worker/protocol.ts'
import type { RunView } from '../../../src/trace/view.ts'
import { scenarioMeta } from '../../store/catalogue.ts'
import { openShownRun } from '../../store/open-shown.ts'
import { specOf } from '../../store/run.ts'
import {
  replayUnderFixes,
  type UnderFixes as Phase,
  underFixesOf,
} from '../../store/under-fixes.ts'
import { useApp, useFact, useRun } from '../../store/use-app.ts'
import { NoRun } from '../../app/NoRun.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { SearchFailure } from '../../ui/SearchFailure.tsx'
import { Mark } from '../parts/Mark.tsx'
import { fixesText, programText } from '../parts/programs.ts'
import { replayWords } from './replay-words.ts'

export function UnderFixes() {
  const app = useApp()
  const run = useRun()
  const phase = useFact(underFixesOf)
  useEffect(() => {
    if (phase.kind === 'idle' && run !== undefined) void replayUnderFixes(app)
  }, [app, phase, run])
  if (run === undefined) return <NoRun />
  const { scenario, variant } = specOf(run)
  return (
    <>
      <p className="page-summary">
        The {run.steps.length} steps of the run on the page,{' '}
        <code>{programText(scenario, variant)}</code>, taken again under each fix, one at a time, as
        far as they can be.
      </p>
      <Replays phase={phase} run={run} />
    </>
  )
}

function Replays({ phase, run }: { readonly phase: Phase; readonly run: RunView }) {
  switch (phase.kind) {
    case 'idle':
    case 'running':
      return <Waiting>Replaying the run under each fix …</Waiting>
    case 'failed':
      return <SearchFailure error={phase.error} />
    case 'done':
      if (phase.view.length === 0) return <p className="page-none">The scenario has no fixes.</p>
      return (
        <table className="matrix replays">
          <thead>
            <tr>
              <th scope="col" className="matrix-corner">
                Fix
              </th>
              <th scope="col">The run</th>
              <th scope="col">What goes wrong</th>
              <th scope="col">
                <span className="visually-hidden">Open</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {phase.view.map((replay) => (
              <Replay key={replay.tried ?? ''} replay={replay} run={run} />
            ))}
          </tbody>
        </table>
      )
  }
}

function Replay({ replay, run }: { readonly replay: FixReplay; readonly run: RunView }) {
  const app = useApp()
  const catalogue = useFact((state) => state.catalogue)
  const known = scenarioMeta(catalogue, run.scenario)?.fixes ?? []
  const { tried, fixes, violations, schedule } = replay
  const { text, swap, why, at } = replayWords(replay)
  const { scenario, variant } = specOf(run)
  const open = (): void => {
    openShownRun(app, { scenario, variant: { ...variant, fixes }, schedule }, at)
  }
  return (
    <tr>
      <th scope="row" title={known.find(({ id }) => id === tried)?.title}>
        {tried === undefined ? (
          <span className="fix-none">no fix, as posted</span>
        ) : (
          <code>{tried}</code>
        )}
      </th>
      <td className="replay-outcome">
        <strong>{text}</strong>
        {swap !== undefined && (
          <span>
            <code>{swap.does}</code> instead of <code>{swap.instead}</code>
          </span>
        )}
        {why !== undefined && <span>{why}</span>}
      </td>
      <td>
        {violations.length === 0 ? (
          <NothingWrong isWhole={why === undefined} />
        ) : (
          violations.map((violation) => (
            <span key={violation} className="replay-violation claim-wrong">
              <Mark tone="wrong" /> {violation}
            </span>
          ))
        )}
      </td>
      <td>
        <button
          type="button"
          className="evidence evidence-run"
          title={`Opens the replayed run under ${fixesText(fixes)}`}
          onClick={open}
        >
          <Icon name="forward" />
          <span>
            Open<span className="visually-hidden"> the run under {fixesText(fixes)}</span>
            {at === undefined ? ' at its end' : ` at step ${at}`}
          </span>
        </button>
      </td>
    </tr>
  )
}

/** A run that had to stop says nothing of what would have come. */
function NothingWrong({ isWhole }: { readonly isWhole: boolean }) {
  return (
    <span className={isWhole ? 'claim-right' : 'claim-open'}>
      <Mark tone={isWhole ? 'right' : 'open'} /> {isWhole ? 'nothing' : 'nothing up to there'}
    </span>
  )
}
