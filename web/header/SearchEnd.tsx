/** What a search came to. A click shows or hides the findings. */

import { conclusionOf, resultText } from '../../src/worker/search-words.ts'
import { setFindings } from '../store/find-races.ts'
import type { SearchPhase } from '../store/search.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { openView } from '../store/view.ts'
import { defaultView } from '../views/registry.ts'

export interface SearchEndProps {
  readonly phase: Extract<SearchPhase, { readonly kind: 'failed' | 'done' }>
}

export function SearchEnd({ phase }: SearchEndProps) {
  switch (phase.kind) {
    case 'failed':
      return <Line tone="failed" text="the search failed" hint={phase.error.message} />
    case 'done':
      return (
        <Line
          tone={conclusionOf(phase.result).kind}
          text={resultText(phase.result)}
          hint="Show or hide the findings"
        />
      )
  }
}

interface LineProps {
  readonly tone: string
  readonly text: string
  readonly hint: string
}

function Line({ tone, text, hint }: LineProps) {
  const app = useApp()
  const open = useFact((state) => state.findingsOpen && state.view === defaultView)
  const toggle = (): void => {
    openView(app, defaultView)
    setFindings(app, !open)
  }
  return (
    <button
      type="button"
      className={`search-line search-${tone}`}
      aria-expanded={open}
      title={hint}
      onClick={toggle}
    >
      {partsOf(text).map((part) => (
        <span key={part}>{part}</span>
      ))}
    </button>
  )
}

/** How far it came, and what was found: each on a line of its own. */
function partsOf(text: string): readonly string[] {
  const [reach = '', ...found] = text.split(/(?<=: )/)
  return found.length === 0 ? [reach] : [reach, found.join('')]
}
