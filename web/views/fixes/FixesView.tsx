/**
 * Which fixes repair what: every set of them against everything that can go wrong, and the run on the page
 * replayed under each.
 */

import { useState } from 'react'
import '../parts/parts.css'
import '../parts/matrix.css'
import { FixSets } from './FixSets.tsx'
import './fixes.css'
import { UnderFixes } from './UnderFixes.tsx'

type Part = 'sets' | 'run'

const names: Readonly<Record<Part, string>> = {
  sets: 'Every set of fixes',
  run: 'This run under each fix',
}

const parts: readonly Part[] = ['sets', 'run']

export function FixesView() {
  const [part, setPart] = useState<Part>('sets')
  return (
    <div className="page page-wide">
      <div className="page-head">
        <h2>What repairs it?</h2>
      </div>
      <fieldset className="switch fixes-parts">
        <legend className="visually-hidden">What is asked</legend>
        {parts.map((each) => (
          <label key={each} className="switch-option">
            <input
              type="radio"
              name="fixes-part"
              checked={part === each}
              onChange={() => setPart(each)}
            />
            {names[each]}
          </label>
        ))}
      </fieldset>
      {/* Kept while it is out of sight: what was chosen there, and what it came to. */}
      <div hidden={part !== 'sets'}>
        <FixSets />
      </div>
      {part === 'run' && <UnderFixes />}
    </div>
  )
}
