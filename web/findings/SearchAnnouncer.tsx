/** Tells screen readers now and then how a long search stands; its end is told by the header. */

import { useEffect, useState } from 'react'
import { counted } from '../../src/util/amounts.ts'
import { phaseOf, type SearchPhase } from '../store/search.ts'
import { useApp, useFact } from '../store/use-app.ts'

/** Milliseconds: more often would be in the way of everything else that is said. */
const between = 2_000

export function SearchAnnouncer() {
  const app = useApp()
  const running = useFact((state) => phaseOf(state).kind === 'running')
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (!running) return undefined
    const timer = setInterval(() => setSaid(progressText(phaseOf(app.store.getState()))), between)
    return () => {
      clearInterval(timer)
      setSaid('')
    }
  }, [app, running])
  return (
    <output className="visually-hidden" aria-label="Search progress">
      {said}
    </output>
  )
}

function progressText(phase: SearchPhase): string {
  if (phase.kind !== 'running' || phase.progress === undefined) return ''
  const { stats, failures } = phase.progress
  return `Searching: ${counted(stats.states, 'state')}, ${counted(failures, 'failure')} so far.`
}
