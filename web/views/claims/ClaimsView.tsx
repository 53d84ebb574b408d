/**
 * Every statement of the review thread, the two sides next to each other, and whom the search bears out.
 * The search starts when the view is first opened; what it decides appears at once.
 */

import { useEffect, useState } from 'react'
import type { ClaimsView as Decided } from '../../../src/worker/search-protocol.ts'
import { cancelJob, type JobPhase, startJob } from '../../store/jobs.ts'
import { useApp, useFact } from '../../store/use-app.ts'
import { JobControls } from '../parts/JobControls.tsx'
import { JobFailure } from '../parts/JobFailure.tsx'
import '../parts/parts.css'
import { ClaimCard } from './ClaimCard.tsx'
import { ClaimFilters } from './ClaimFilters.tsx'
import './claims.css'
import { Summary } from './Summary.tsx'
import { type ClaimFilter, mentions, passes } from './verdicts.ts'

export function ClaimsView() {
  const app = useApp()
  const phase = useFact((state) => state.jobs.claims)
  useEffect(() => {
    if (app.store.getState().jobs.claims.kind === 'idle') void startJob(app, { kind: 'claims' })
  }, [app])
  return (
    <div className="page claims">
      <div className="page-head">
        <h2>The claims of the review thread, each decided by search</h2>
        <JobControls
          phase={phase}
          unit={['search', 'searches']}
          startName="Decide all"
          onStart={() => void startJob(app, { kind: 'claims' })}
          onCancel={() => cancelJob(app, 'claims')}
        />
      </div>
      <Content phase={phase} />
    </div>
  )
}

function Content({ phase }: { readonly phase: JobPhase<Decided> }) {
  switch (phase.kind) {
    case 'idle':
      return undefined
    case 'failed':
      return <JobFailure error={phase.error} />
    case 'running':
    case 'done':
      return phase.view !== undefined && <List view={phase.view} isOver={phase.kind === 'done'} />
  }
}

function List({ view, isOver }: { readonly view: Decided; readonly isOver: boolean }) {
  const [filter, setFilter] = useState<ClaimFilter>('all')
  const [query, setQuery] = useState('')
  const { claims } = view
  const found = claims.filter((claim) => mentions(claim, query))
  const shown = found.filter((claim) => passes(claim, filter))
  return (
    <>
      <Summary claims={claims} />
      <ClaimFilters
        claims={found}
        filter={filter}
        query={query}
        onFilter={setFilter}
        onQuery={setQuery}
      />
      {shown.length === 0 && (
        <p className="page-none">
          No claim {query === '' ? 'is of this kind' : 'like this'}.{' '}
          <button
            type="button"
            className="text-link"
            onClick={() => {
              setFilter('all')
              setQuery('')
            }}
          >
            Show all {claims.length}
          </button>
        </p>
      )}
      <ol className="claim-list">
        {shown.map((decided) => (
          <ClaimCard key={decided.claim.id} decided={decided} isOver={isOver} />
        ))}
      </ol>
    </>
  )
}
