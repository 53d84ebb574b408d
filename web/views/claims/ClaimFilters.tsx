/** Which claims are listed: by verdict, and by words. */

import type { DecidedClaim } from '../../../src/worker/claims.ts'
import { Segments } from '../../ui/Segments.tsx'
import { type ClaimFilter, claimFilters, passes } from './verdicts.ts'

export interface ClaimFiltersProps {
  /** Those that the words leave. */
  readonly claims: readonly DecidedClaim[]
  readonly filter: ClaimFilter
  readonly query: string
  readonly onFilter: (filter: ClaimFilter) => void
  readonly onQuery: (query: string) => void
}

const names: Readonly<Record<ClaimFilter, string>> = {
  all: 'All',
  'author-wrong': 'Author contradicted',
  'reviewer-wrong': 'Reviewer contradicted',
  open: 'Open',
}

export function ClaimFilters({ claims, filter, query, onFilter, onQuery }: ClaimFiltersProps) {
  return (
    <div className="filters">
      <Segments
        isLegendHidden
        legend="Claims that are listed"
        value={filter}
        options={claimFilters.map((each) => ({
          value: each,
          label: names[each],
          count: claims.filter((claim) => passes(claim, each)).length,
        }))}
        onChange={onFilter}
      />
      <input
        type="search"
        className="filter-text"
        aria-label="Filter claims by words"
        placeholder="Filter: F4, kref, mutex debug …"
        value={query}
        onChange={(event) => onQuery(event.target.value)}
      />
    </div>
  )
}
