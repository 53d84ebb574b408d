/** Every statement of the review thread, the two sides next to each other, and whom the search bears out. */

import { useState } from 'react'
import type { ClaimsView as Decided } from '../../../src/worker/search-protocol.ts'
import type { ViewJob } from '../../store/jobs.ts'
import { useFact } from '../../store/use-app.ts'
import { DecidedPage } from '../parts/DecidedPage.tsx'
import { ClaimCard } from './ClaimCard.tsx'
import { ClaimFilters } from './ClaimFilters.tsx'
import './claims.css'
import { Summary } from './Summary.tsx'
import { type ClaimFilter, mentions, passes } from './verdicts.ts'

const job: ViewJob = { kind: 'claims' }

export function ClaimsView() {
  const phase = useFact((state) => state.jobs.claims)
  return (
    <DecidedPage
      className="claims"
      title="The claims of the review thread, each decided by search"
      job={job}
      phase={phase}
    >
      {(view, isOver) => <List view={view} isOver={isOver} />}
    </DecidedPage>
  )
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
