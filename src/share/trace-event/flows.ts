/** Arrows of a run: which step of one thread made which step of another possible, or fatal. */

import type { LaneIndex, LockTrack, RunView, StepIndex } from '../../trace/view.ts'

export interface Flow {
  /** `hmm->rwsem`, `spawn`, `use after free` */
  readonly name: string
  readonly from: End
  readonly to: End
}

interface End {
  readonly step: StepIndex
  readonly lane: LaneIndex
}

export function flowsOf(run: RunView): readonly Flow[] {
  const locks = run.tracks.flatMap((track) => (track.kind === 'lock' ? handovers(track) : []))
  return [...locks, ...spawns(run), ...blames(run)].toSorted((a, b) => a.to.step - b.to.step)
}

/** From each release to the next time that another thread takes the lock. */
function handovers({ label, holds }: LockTrack): readonly Flow[] {
  return holds.flatMap(({ lane, from }) => {
    const before = holds.filter((hold) => hold.to !== undefined && hold.to <= from)
    const last = before.toSorted((a, b) => (a.to ?? 0) - (b.to ?? 0)).at(-1)
    if (last?.to === undefined || last.lane === lane) return []
    return [{ name: label, from: { step: last.to - 1, lane: last.lane }, to: { step: from, lane } }]
  })
}

function spawns({ lanes, steps }: RunView): readonly Flow[] {
  return lanes.flatMap(({ startedAt }, lane) => {
    if (startedAt === undefined || startedAt === 0) return []
    const begun = steps.findIndex((step) => step.lane === lane)
    const parent = steps[startedAt - 1]
    if (begun < 0 || parent === undefined || parent.lane === lane) return []
    return [
      {
        name: 'spawn',
        from: { step: startedAt - 1, lane: parent.lane },
        to: { step: begun, lane },
      },
    ]
  })
}

function blames({ violations, steps }: RunView): readonly Flow[] {
  return violations.flatMap(({ title, at, related }) => {
    const [from, to] = [steps[related ?? -1], steps[at]]
    if (related === undefined || from === undefined || to === undefined || related >= at) return []
    return [
      { name: title, from: { step: related, lane: from.lane }, to: { step: at, lane: to.lane } },
    ]
  })
}
