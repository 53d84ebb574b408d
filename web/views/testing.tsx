/** The whole page with the toy model, and jobs that do what a test says. */

import { render } from 'vitest-browser-react'
import type { Client } from '../../src/worker/client.ts'
import type { FixReplay } from '../../src/worker/protocol.ts'
import type { SearchClient, SearchOutcome } from '../../src/worker/search-client.ts'
import type { JobProgress, JobResult, SearchJob } from '../../src/worker/search-protocol.ts'
import { PageContext } from '../app/page.ts'
import { Shell } from '../app/Shell.tsx'
import { createApp } from '../store/app.ts'
import type { ViewJobKind } from '../store/jobs.ts'
import { memoryPreferences } from '../store/preferences.ts'
import { start } from '../store/start.ts'
import { createToyClient } from '../store/toy-model.ts'
import { AppContext } from '../store/use-app.ts'
import { listenToKeys } from '../ui/keyboard.ts'
import '../ui/theme.css'
import '../ui/controls.css'
import '../app/app.css'

/** A job's worker in the hands of a test. */
export interface FakeJob {
  readonly client: SearchClient
  readonly started: SearchJob[]
  readonly cancels: () => number
  readonly reports: (progress: JobProgress) => void
  readonly ends: (result: JobResult) => void
  readonly fails: (message: string) => void
}

export function fakeJob(): FakeJob {
  const started: SearchJob[] = []
  let report: (progress: JobProgress) => void = () => {}
  let end: (outcome: SearchOutcome) => void = () => {}
  let cancelled = 0
  return {
    client: {
      start: (job, onProgress) => {
        started.push(job)
        report = onProgress
        return new Promise((resolve) => {
          end = resolve
        })
      },
      warm: () => {},
      cancel: () => {
        cancelled += 1
      },
      close: () => {},
    },
    started,
    cancels: () => cancelled,
    reports: (progress) => report(progress),
    ends: (result) => end({ kind: 'done', result }),
    fails: (message) => end({ kind: 'failed', error: { code: 'internal', part: '', message } }),
  }
}

export async function openPage(hash = '', replays: readonly FixReplay[] = []) {
  const toy = createToyClient()
  const client: Client = {
    ...toy,
    underFixes: () => Promise.resolve({ kind: 'under-fixes', replays }),
  }
  const jobs: Readonly<Record<ViewJobKind, FakeJob>> = {
    claims: fakeJob(),
    guarantees: fakeJob(),
    fixes: fakeJob(),
  }
  const app = createApp(client, memoryPreferences(), fakeJob().client, undefined, {
    claims: jobs.claims.client,
    guarantees: jobs.guarantees.client,
    fixes: jobs.fixes.client,
  })
  const stop = listenToKeys(app, window, 'other')
  const started = start(app, () => hash)
  await toy.settle()
  await started
  const screen = await render(
    <AppContext value={app}>
      <PageContext value={{ currentLink: () => '', runLink: () => '', hold: () => () => {} }}>
        <Shell />
      </PageContext>
    </AppContext>,
  )
  return { app, screen, jobs, settle: toy.settle, stop }
}
