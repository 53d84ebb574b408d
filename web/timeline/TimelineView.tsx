/** The run, or a trace that was opened, with time to the right. */

import { useCallback, useMemo, useState } from 'react'
import type { ImportedRun } from '../../src/share/json/parse-run.ts'
import { NoRun } from '../app/NoRun.tsx'
import { openShownRun } from '../store/open-shown.ts'
import { useApp, useRun } from '../store/use-app.ts'
import { ImportBar } from './ImportBar.tsx'
import { RunTimeline } from './RunTimeline.tsx'
import { TraceTimeline } from './TraceTimeline.tsx'
import { type Trace, useImport } from './use-import.ts'
import { useDrop } from './use-drop.ts'
import './timeline.css'

export function TimelineView() {
  const app = useApp()
  const run = useRun()
  const [trace, setTrace] = useState<Trace | undefined>(undefined)
  const onRun = useCallback(
    ({ scenario, variant, schedule }: ImportedRun) =>
      openShownRun(app, { scenario, variant, schedule }),
    [app],
  )
  const importing = useImport(setTrace, onRun)
  const { isOver, ...drop } = useDrop(importing)
  const close = useCallback(() => setTrace(undefined), [])
  const open = useMemo(() => ({ start: importing.start }), [importing.start])
  return (
    <div className={isOver ? 'timeline is-over' : 'timeline'} data-keys="own" {...drop}>
      <ImportBar importing={importing} />
      {trace !== undefined && <TraceTimeline trace={trace} onClose={close} {...open} />}
      {trace === undefined && run !== undefined && <RunTimeline run={run} {...open} />}
      {trace === undefined && run === undefined && (
        <div className="timeline-none">
          <NoRun>, or drop a trace here</NoRun>
        </div>
      )}
      {isOver && <p className="timeline-drop">Drop to open: trace events or a run, as JSON</p>}
    </div>
  )
}
