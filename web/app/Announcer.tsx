/** Says each step to screen readers. What is seen says it to everybody else. */

import { announcement } from '../store/sentences.ts'
import { useFact, useRun } from '../store/use-app.ts'

export function Announcer() {
  const run = useRun()
  const cursor = useFact((state) => state.cursor)
  const playing = useFact((state) => state.playback.playing)
  return (
    <div className="visually-hidden" aria-live="polite" aria-atomic="true">
      {run === undefined || playing ? '' : announcement(run, cursor)}
    </div>
  )
}
