/** Every set of fixes: what to search, how far it has come, and what it came to. */

import { useState } from 'react'
import type { FixesRequest, FixesView } from '../../../src/worker/search-protocol.ts'
import { cancelJob, type JobPhase, startJob } from '../../store/jobs.ts'
import { useApp, useFact } from '../../store/use-app.ts'
import { JobControls } from '../parts/JobControls.tsx'
import { JobFailure } from '../parts/JobFailure.tsx'
import { FixMatrix } from './FixMatrix.tsx'
import { FixRequest, useFixRequest } from './FixRequest.tsx'
import { Repairs } from './Repairs.tsx'

export function FixSets() {
  const app = useApp()
  const phase = useFact((state) => state.jobs.fixes)
  const [request, setRequest] = useFixRequest()
  // What the result is of, whatever is chosen for the next.
  const [asked, setAsked] = useState(request)
  const start = (): void => {
    setAsked(request)
    void startJob(app, { kind: 'fixes', request })
  }
  return (
    <>
      <FixRequest request={request} onChange={setRequest}>
        <JobControls
          phase={phase}
          unit={['set', 'sets']}
          startName="Try all sets"
          disabled={request.scenarios.length === 0}
          onStart={start}
          onCancel={() => cancelJob(app, 'fixes')}
        />
      </FixRequest>
      <Content phase={phase} asked={asked} />
    </>
  )
}

interface ContentProps {
  readonly phase: JobPhase<FixesView>
  readonly asked: FixesRequest
}

function Content({ phase, asked }: ContentProps) {
  switch (phase.kind) {
    case 'idle':
      return (
        <p className="page-summary fixes-hint">
          Searches every interleaving of the chosen scenarios under every set of their fixes that
          does not contradict itself, and names the smallest sets under which nothing goes wrong.
        </p>
      )
    case 'failed':
      return <JobFailure error={phase.error} />
    case 'running':
    case 'done':
      if (phase.view === undefined) return undefined
      return (
        <>
          <Repairs view={phase.view} asked={asked} isOver={phase.kind === 'done'} />
          <FixMatrix view={phase.view} asked={asked} />
        </>
      )
  }
}
