/**
 * What a caller may do when a function has returned, for each variant of the code: the rules of lifetime,
 * derived by search. The search starts when the view is first opened.
 */

import { useEffect } from 'react'
import type { GuaranteesView as Table } from '../../../src/worker/search-protocol.ts'
import { counted } from '../../../src/worker/search-words.ts'
import { cancelJob, type JobPhase, startJob } from '../../store/jobs.ts'
import { useApp, useFact } from '../../store/use-app.ts'
import { JobControls } from '../parts/JobControls.tsx'
import { JobFailure } from '../parts/JobFailure.tsx'
import '../parts/parts.css'
import '../parts/matrix.css'
import { answersOf } from './answers.ts'
import { GuaranteeTable } from './GuaranteeTable.tsx'
import './guarantees.css'

export function GuaranteesView() {
  const app = useApp()
  const phase = useFact((state) => state.jobs.guarantees)
  useEffect(() => {
    const { kind } = app.store.getState().jobs.guarantees
    if (kind === 'idle') void startJob(app, { kind: 'guarantees' })
  }, [app])
  return (
    <div className="page page-wide">
      <div className="page-head">
        <h2>When the function has returned, the caller may …</h2>
        <JobControls
          phase={phase}
          unit={['search', 'searches']}
          startName="Decide all"
          onStart={() => void startJob(app, { kind: 'guarantees' })}
          onCancel={() => cancelJob(app, 'guarantees')}
        />
      </div>
      <Content phase={phase} />
    </div>
  )
}

function Content({ phase }: { readonly phase: JobPhase<Table> }) {
  switch (phase.kind) {
    case 'idle':
      return undefined
    case 'failed':
      return <JobFailure error={phase.error} />
    case 'running':
    case 'done':
      if (phase.view === undefined) return undefined
      return (
        <>
          <Summary table={phase.view} />
          <GuaranteeTable table={phase.view} isOver={phase.kind === 'done'} />
        </>
      )
  }
}

function Summary({ table }: { readonly table: Table }) {
  const { yes, no, open } = answersOf(table.cells.flat())
  return (
    <p className="page-summary" aria-live="polite">
      {counted(yes + no + open, 'answer')}: he may in <strong>{yes}</strong>, since no run among all
      speaks against it; not in <strong>{no}</strong>, each with a run that shows why;{' '}
      {open === 0 ? 'none is open.' : `${open} still open.`}
    </p>
  )
}
