/** Where in the run the user stands, to be dragged. */

import type { CSSProperties } from 'react'
import { scrubTo } from '../store/navigate.ts'
import { lastCursor } from '../store/run.ts'
import { placeText } from '../store/sentences.ts'
import { useApp, useFact, useRun } from '../store/use-app.ts'
import { pageKeys } from '../ui/keyboard.ts'

export function StepSlider() {
  const app = useApp()
  const run = useRun()
  const cursor = useFact((state) => state.cursor)
  const last = run === undefined ? 0 : lastCursor(run)
  const done = last === 0 ? 0 : (100 * cursor) / last
  const style: CSSProperties & Record<'--done', string> = { '--done': `${done}%` }
  return (
    <div className="slider">
      <input
        type="range"
        aria-label="Step"
        aria-valuetext={run === undefined ? 'no run' : placeText(run, cursor)}
        style={style}
        min={0}
        max={last}
        step={1}
        value={cursor}
        disabled={run === undefined}
        {...pageKeys}
        onChange={(event) => scrubTo(app, event.target.valueAsNumber)}
      />
      <span className="slider-text" aria-hidden="true">
        step {cursor} / {last}
      </span>
    </div>
  )
}
