/**
 * Which fixes repair what: every set of them against everything that can go wrong, and the run on the page
 * replayed under each.
 */

import { useState } from 'react'
import { NoRun } from '../../app/NoRun.tsx'
import { useFact } from '../../store/use-app.ts'
import { type Segment, Segments } from '../../ui/Segments.tsx'
import '../parts/parts.css'
import '../parts/matrix.css'
import { FixSets } from './FixSets.tsx'
import './fixes.css'
import { UnderFixes } from './UnderFixes.tsx'

type Part = 'sets' | 'run'

const parts: readonly Segment<Part>[] = [
  { value: 'sets', label: 'Every set of fixes' },
  { value: 'run', label: 'This run under each fix' },
]

export function FixesView() {
  const hasScenarios = useFact((state) => state.catalogue.kind === 'ready')
  return (
    <div className="page page-wide">
      <div className="page-head">
        <h2>What repairs it?</h2>
      </div>
      {hasScenarios ? <Parts /> : <NoRun />}
    </div>
  )
}

function Parts() {
  const [part, setPart] = useState<Part>('sets')
  return (
    <>
      <div className="fixes-parts">
        <Segments
          isLegendHidden
          legend="What is asked"
          value={part}
          options={parts}
          onChange={setPart}
        />
      </div>
      {/* Kept while it is out of sight: what was chosen there, and what it came to. */}
      <div hidden={part !== 'sets'}>
        <FixSets />
      </div>
      {part === 'run' && <UnderFixes />}
    </>
  )
}
