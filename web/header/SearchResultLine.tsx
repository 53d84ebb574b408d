/** What the search came to, in exactly the words that it allows; they are loaded with the first of them. */

import { later } from '../app/later.tsx'
import { phaseOf, type SearchPhase } from '../store/search.ts'
import { useFact } from '../store/use-app.ts'

export const SearchEnd = later('What the search came to', async () => {
  return (await import('./SearchEnd.tsx')).SearchEnd
})

export function SearchResultLine() {
  const phase = useFact(phaseOf)
  return (
    <output className="search-place" aria-label="Search result">
      <Content phase={phase} />
    </output>
  )
}

function Content({ phase }: { readonly phase: SearchPhase }) {
  switch (phase.kind) {
    case 'idle':
      return undefined
    case 'running':
      return <span className="search-line">searching …</span>
    case 'failed':
    case 'done':
      return <SearchEnd phase={phase} />
  }
}
