/** A page of what the searches of one job decide. They start when it is first opened, and are shown at once. */

import { useEffect } from 'react'
import type { Tally } from '../../../src/worker/search-protocol.ts'
import { cancelJob, type ViewJob } from '../../store/jobs.ts'
import { startJob } from '../../store/start-job.ts'
import { useApp } from '../../store/use-app.ts'
import { JobContent, type JobContentProps } from './JobContent.tsx'
import { JobControls } from './JobControls.tsx'
import './parts.css'

export interface DecidedPageProps<View> extends Omit<JobContentProps<View>, 'idle'> {
  readonly className: string
  readonly title: string
  /** The same object whenever it is drawn. */
  readonly job: ViewJob
}

export function DecidedPage<View extends Tally>(props: DecidedPageProps<View>) {
  const { className, title, job, phase, children } = props
  const app = useApp()
  useEffect(() => {
    if (app.store.getState().jobs[job.kind].kind === 'idle') void startJob(app, job)
  }, [app, job])
  return (
    <div className={`page ${className}`}>
      <div className="page-head">
        <h2>{title}</h2>
        <JobControls
          phase={phase}
          unit={['search', 'searches']}
          startName="Decide all"
          onStart={() => void startJob(app, job)}
          onCancel={() => cancelJob(app, job.kind)}
        />
      </div>
      <JobContent phase={phase}>{children}</JobContent>
    </div>
  )
}
