/** Who holds, waits for and is still inside which lock at a place between two steps. */

import type { Cursor, LockTrack, RunView } from '../../src/trace/view.ts'
import { letterOf } from './run.ts'

interface Interval {
  readonly from: number
  readonly to: number | undefined
}

/** `A holds hmm->rwsem` and the like, one phrase per lock and thread. */
export function lockPhrases(run: RunView, cursor: Cursor): readonly string[] {
  const phrases = run.tracks.flatMap((track) =>
    track.kind === 'lock' ? phrasesOf(run, track, cursor) : [],
  )
  return [...new Set(phrases)]
}

function phrasesOf(run: RunView, track: LockTrack, cursor: Cursor): readonly string[] {
  const who = (lane: number): string => letterOf(run, lane)
  const holders = track.holds.flatMap((hold) => {
    if (taken(hold, cursor)) {
      return [`${who(hold.lane)} holds ${track.label}${hold.mode === 'read' ? ' for reading' : ''}`]
    }
    const released = hold.to !== undefined && hold.to <= cursor && hold.inside
    const inside = released && (hold.insideTo === undefined || cursor < hold.insideTo)
    return inside
      ? [`${who(hold.lane)} has released ${track.label} but is still inside unlock`]
      : []
  })
  const waiters = track.waits.flatMap((wait) =>
    waiting(wait, cursor) ? [`${who(wait.lane)} waits for ${track.label}`] : [],
  )
  return [...holders, ...waiters]
}

/** The step `from` took it, the step before `to` gave it back. */
function taken({ from, to }: Interval, cursor: Cursor): boolean {
  return from < cursor && (to === undefined || cursor < to)
}

/** Others go on with step `from` while it waits, so it waits already before that step. */
function waiting({ from, to }: Interval, cursor: Cursor): boolean {
  return from <= cursor && (to === undefined || cursor < to)
}
