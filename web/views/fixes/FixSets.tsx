/** Every set of fixes: what to search, how far it has come, and what it came to. */

import { useState } from 'react'
import { cancelJob } from '../../store/jobs.ts'
import { startJob } from '../../store/start-job.ts'
import { useApp, useFact } from '../../store/use-app.ts'
import { JobContent } from '../parts/JobContent.tsx'
import { JobControls } from '../parts/JobControls.tsx'
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
      <JobContent phase={phase} idle={<Hint />}>
        {(view, isOver) => (
          <>
            <Repairs view={view} asked={asked} isOver={isOver} />
            <FixMatrix view={view} asked={asked} />
          </>
        )}
      </JobContent>
    </>
  )
}

function Hint() {
  return (
    <p className="page-summary fixes-hint">
      Searches every interleaving of the chosen scenarios under every set of their fixes that does
      not contradict itself, and names the smallest sets under which nothing goes wrong.
    </p>
  )
}
