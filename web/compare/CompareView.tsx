/** Two runs side by side: where they part, what differs, and the fix between them as a patch. */

import { useMemo, useState } from 'react'
import { align } from '../../src/compare/align.ts'
import type { Opened } from '../../src/worker/protocol.ts'
import { NoRun } from '../app/NoRun.tsx'
import { sideA, sideB } from '../store/compare-state.ts'
import { useFact } from '../store/use-app.ts'
import '../views/parts/parts.css'
import { Patch } from './Patch.tsx'
import { Rows } from './Rows.tsx'
import { Sides } from './Sides.tsx'
import { summaryText } from './words.ts'
import './compare.css'

export function CompareView() {
  const a = useFact(sideA)
  const b = useFact(sideB)
  return (
    <div className="page page-wide compare">
      <div className="page-head">
        <h2>How do two runs differ?</h2>
      </div>
      {a === undefined && b === undefined ? (
        <NoRun />
      ) : (
        <>
          <Sides a={a} b={b} />
          {a !== undefined && b !== undefined ? <Both a={a} b={b} /> : <Nothing />}
        </>
      )}
    </div>
  )
}

function Nothing() {
  return (
    <p className="page-none">
      Nothing to compare yet: choose above what B is to be, or pin the run on the page, in the view
      Run also with <kbd>A</kbd> and <kbd>B</kbd>.
    </p>
  )
}

function Both({ a, b }: { readonly a: Opened; readonly b: Opened }) {
  const alignment = useMemo(() => align(a.run, b.run), [a, b])
  const [isWhole, setIsWhole] = useState(false)
  return (
    <>
      <output className="page-summary compare-summary">
        {summaryText(a.run, b.run, alignment)}
      </output>
      <Patch a={a} b={b} />
      <label className="compare-whole">
        <input
          type="checkbox"
          checked={isWhole}
          onChange={(event) => setIsWhole(event.target.checked)}
        />
        Show all equal steps
      </label>
      <Rows a={a} b={b} alignment={alignment} isWhole={isWhole} />
    </>
  )
}
