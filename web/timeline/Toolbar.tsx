/** What is shown of the time line, and the ways to change that for those who do not use keys. */

import { type ReactNode, useRef, useSyncExternalStore } from 'react'
import { durationText } from '../../src/timeline/ticks.ts'
import type { TraceSource } from '../../src/worker/timeline-protocol.ts'
import { CommandButton } from '../ui/CommandButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { QuietButton } from '../ui/QuietButton.tsx'
import { timelineCommand } from '../ui/timeline-commands.ts'
import type { TimelineController } from './controller.ts'
import { ZoomTrail } from './ZoomTrail.tsx'

interface ToolbarProps {
  readonly controller: TimelineController
  readonly isListShown: boolean
  readonly onToggleList: () => void
  readonly onOpen: (name: string, source: TraceSource) => void
  /** What is shown, at the left. */
  readonly children: ReactNode
}

export function Toolbar(props: ToolbarProps) {
  const { controller, isListShown, onToggleList, onOpen, children } = props
  const { range, hasZoomed } = useSyncExternalStore(controller.subscribe, controller.snapshot)
  const file = useRef<HTMLInputElement>(null)
  return (
    <div className="timeline-bar" role="toolbar" aria-label="Timeline">
      {children}
      <span className="timeline-buttons">
        <CommandButton command={timelineCommand('timeline-back')} name="Previous">
          <Icon name="back" />
        </CommandButton>
        <CommandButton command={timelineCommand('timeline-forward')} name="Next">
          <Icon name="forward" />
        </CommandButton>
      </span>
      <span className="timeline-buttons">
        <CommandButton command={timelineCommand('timeline-zoom-out')} name="Zoom out">
          −
        </CommandButton>
        <CommandButton command={timelineCommand('timeline-zoom-in')} name="Zoom in">
          +
        </CommandButton>
        <CommandButton command={timelineCommand('timeline-fit')} name="Fit all">
          Fit all
        </CommandButton>
      </span>
      <ZoomTrail controller={controller} />
      {range !== undefined && (
        <span className="timeline-buttons">
          <span className="timeline-range">
            Range: {durationText(range.to - range.from, controller.timeline.unit)}
          </span>
          <CommandButton command={timelineCommand('timeline-zoom-range')} name="Zoom to the range">
            Zoom to it
          </CommandButton>
          <QuietButton
            name="Drop the range"
            icon="close"
            onClick={() => controller.setRange(undefined)}
          />
        </span>
      )}
      <span className="timeline-rest">
        {!hasZoomed && range === undefined && (
          <span className="timeline-tip">
            <kbd>Ctrl</kbd> wheel zooms · drag selects · <kbd>Shift</kbd> drag pans
          </span>
        )}
        <button
          type="button"
          className="button"
          title="Trace events of Chrome or Perfetto, or a run that Heddle wrote: choose the file, drop it here, or paste its text"
          onClick={() => file.current?.click()}
        >
          Open a trace …
        </button>
        <button type="button" className="button" aria-pressed={isListShown} onClick={onToggleList}>
          List
        </button>
      </span>
      <input
        ref={file}
        type="file"
        hidden
        aria-label="Trace or run, as JSON"
        accept=".json,application/json"
        onChange={({ target }) => {
          const [chosen] = target.files ?? []
          if (chosen !== undefined) onOpen(chosen.name, chosen)
          // The same file may be chosen again, changed.
          target.value = ''
        }}
      />
    </div>
  )
}
