/** Views of runs for tests: from a schedule to a RunView, and tracks as a few characters per row. */

import { printProgram } from '../ir/print.ts'
import type { Machine } from '../machine/machine.ts'
import { buildRunView } from '../trace/build.ts'
import type { LockTrack, RunView, TrackView } from '../trace/view.ts'
import { asPosted, type Played } from './play.ts'

export function viewOf(machine: Machine, played: Played, schedule = ''): RunView {
  return buildRunView(played.run, {
    scenario: 'test',
    version: 1,
    variant: asPosted,
    listing: printProgram(machine.program),
    schedule,
  })
}

/**
 * One line per step: its lane, then a cell per track. Lock: `A` holds, `a` reads, `(A)` has let go but
 * is still inside the unlock function, `+B` waits. Refcount: the value after the step. Lifetime: `|`
 * alive, `x` freed, `!` touched after that.
 */
export function trackRows(view: RunView): readonly string[] {
  return view.steps.map((step, at) => {
    const cells = view.tracks.map((track) => cell(view, track, at).padEnd(7))
    return `${at + 1} ${view.lanes[step.lane]?.letter} ${cells.join('').trimEnd()}`
  })
}

function cell(view: RunView, track: TrackView, at: number): string {
  switch (track.kind) {
    case 'lock':
      return lockCell(view, track, at)
    case 'refcount':
      return String(track.points.findLast((point) => point.at <= at + 1)?.value)
    case 'lifetime':
      if (track.from === undefined || track.from > at) return '.'
      if (track.touchedAfterFree.includes(at)) return '!'
      return track.freedAt !== undefined && track.freedAt <= at ? 'x' : '|'
  }
}

function lockCell(view: RunView, track: LockTrack, at: number): string {
  const covers = (span: { readonly from: number; readonly to: number | undefined }): boolean =>
    span.from <= at && (span.to === undefined || at < span.to)
  const letter = (lane: number): string => view.lanes[lane]?.letter ?? '?'
  const held = track.holds
    .filter(covers)
    .map(({ lane, mode }) => (mode === 'read' ? letter(lane).toLowerCase() : letter(lane)))
  const inside = track.holds
    .filter(
      (hold) =>
        hold.inside && hold.to !== undefined && covers({ from: hold.to, to: hold.insideTo }),
    )
    .map(({ lane }) => `(${letter(lane)})`)
  const waits = track.waits.filter(covers).map(({ lane }) => `+${letter(lane)}`)
  const all = [...held, ...inside, ...waits].join('')
  return all === '' ? '.' : all
}
