/** Going through the run that is there. */

import { speedFrom, speeds } from '../store/playback.ts'
import { setSpeed } from '../store/play.ts'
import { lastCursor } from '../store/run.ts'
import { useApp, useFact, useRun } from '../store/use-app.ts'
import { CommandButton } from '../ui/CommandButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Select } from '../ui/Select.tsx'

export function Transport() {
  const run = useRun()
  const cursor = useFact((state) => state.cursor)
  const playing = useFact((state) => state.playback.playing)
  const atStart = run === undefined || cursor === 0
  const atEnd = run === undefined || cursor === lastCursor(run)
  return (
    <div className="transport" role="toolbar" aria-label="Transport">
      <CommandButton command="first-step" name="First step" disabled={atStart}>
        <Icon name="first" />
      </CommandButton>
      <CommandButton command="step-back" name="Step back" disabled={atStart}>
        <Icon name="back" />
      </CommandButton>
      <CommandButton command="step-forward" name="Step forward" disabled={atEnd}>
        <Icon name="forward" />
      </CommandButton>
      <CommandButton command="last-step" name="Last step" disabled={atEnd}>
        <Icon name="last" />
      </CommandButton>
      <CommandButton
        command="play"
        name={playing ? 'Pause' : 'Play'}
        disabled={run === undefined || run.steps.length === 0}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </CommandButton>
      <SpeedPicker />
    </div>
  )
}

const speedOptions = speeds.map((speed) => ({ value: String(speed), label: `${speed}/s` }))

function SpeedPicker() {
  const app = useApp()
  const speed = useFact((state) => state.playback.speed)
  return (
    <Select
      label="Steps per second"
      shortLabel=""
      value={String(speed)}
      options={speedOptions}
      onChange={(value) => {
        const chosen = speedFrom(value)
        if (chosen !== undefined) setSpeed(app, chosen)
      }}
    />
  )
}
