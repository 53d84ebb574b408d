/** Which line each lane stands at. */

import { lineOfStep } from '../../src/trace/rows-find.ts'
import type { Row } from '../../src/trace/rows.ts'
import type { Cursor, LaneIndex, NextView, RunView, StepIndex } from '../../src/trace/view.ts'

export interface LaneLine {
  readonly lane: LaneIndex
  /** From 1. */
  readonly line: number
  readonly state: NextView['kind']
  /** `A is about to run this line` */
  readonly words: string
}

/**
 * Where the lanes stand at a cursor: at the line that they run next or wait at, else at the line of
 * their last step. Lanes that have not begun or are done stand nowhere.
 */
export function laneLines(run: RunView, cursor: Cursor): readonly LaneLine[] {
  return (run.next[cursor] ?? []).flatMap((next): readonly LaneLine[] => {
    if (next.kind === 'not-started' || next.kind === 'done') return []
    const line = next.line ?? lastLine(run, cursor, next.lane)
    if (line === undefined) return []
    return [{ lane: next.lane, line, state: next.kind, words: words(run, next) }]
  })
}

function words(run: RunView, next: NextView): string {
  const letter = run.lanes[next.lane]?.letter ?? '?'
  switch (next.kind) {
    case 'can':
      return `${letter} runs this next`
    case 'blocked':
      return `${letter} is blocked here: ${next.reason}`
    case 'crashed':
      return `${letter} crashed here: ${next.reason}`
    case 'done':
    case 'not-started':
      return `${letter} is not here`
  }
}

function lastLine(run: RunView, cursor: Cursor, lane: LaneIndex): number | undefined {
  for (let step = cursor - 1; step >= 0; step -= 1) {
    const view = run.steps[step]
    if (view?.lane === lane) return view.line
  }
  return undefined
}

export interface ShownStep {
  readonly step: StepIndex
  readonly lane: LaneIndex
  readonly line: number
}

/** The step that the listing shows: the selected one, else the last that was executed. */
export function shownStep(
  run: RunView,
  rows: readonly Row[],
  cursor: Cursor,
  selected: StepIndex | undefined,
): ShownStep | undefined {
  const step = selected ?? cursor - 1
  const view = run.steps[step]
  const line = lineOfStep(run, rows, step)
  return view === undefined || line === undefined ? undefined : { step, lane: view.lane, line }
}
