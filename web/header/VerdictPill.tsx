/** What this run came to. A click goes to where it shows. */

import type { RunView } from '../../src/trace/view.ts'
import { jumpTo } from '../store/navigate.ts'
import { useApp } from '../store/use-app.ts'
import { openView } from '../store/view.ts'
import { defaultView } from '../views/registry.ts'
import { type Verdict, verdictOf } from '../store/verdict.ts'

export function VerdictPill({ run }: { readonly run: RunView | undefined }) {
  return (
    <output className="verdict-place" aria-label="Verdict of this run">
      {run !== undefined && <Pill verdict={verdictOf(run)} />}
    </output>
  )
}

function Pill({ verdict }: { readonly verdict: Verdict }) {
  const app = useApp()
  const { tone, mark, text, full, at } = verdict
  const className = `verdict verdict-${tone}`
  const content = (
    <>
      <span aria-hidden="true">{mark} </span>
      {text}
    </>
  )
  if (at === undefined) {
    return (
      <span className={className} title={full}>
        {content}
      </span>
    )
  }
  return (
    <button
      type="button"
      className={className}
      title={full}
      onClick={() => {
        openView(app, defaultView)
        jumpTo(app, at + 1)
      }}
    >
      {content}
    </button>
  )
}
