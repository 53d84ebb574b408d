/** Why a thread has ended before its time, in words. */

import type { LaneId } from '../machine/code.ts'
import type { Fault } from '../machine/events.ts'
import type { LaneEvent } from '../machine/initial.ts'
import type { Run } from '../machine/run.ts'

/** Completes "A cannot run: …", for a lane that has crashed in the run. */
export function crashText(run: Run, lane: LaneId): string {
  const fault = lastFault(run, lane)
  switch (fault?.kind) {
    case 'use-after-free':
      return 'waits for freed memory to change'
    case 'bound':
      return 'has reached a limit of the model'
    case 'assert':
      return `was killed by the kernel at a ${fault.as}`
    default:
      return 'was killed by the kernel after an invalid access'
  }
}

/** A crash is the last that is heard of a lane. */
function lastFault({ steps, setupEvents }: Run, lane: LaneId): Fault | undefined {
  for (let i = steps.length - 1; i >= 0; i--) {
    const fault = faultIn(steps[i]?.events ?? [], lane)
    if (fault !== undefined) return fault
  }
  return faultIn(setupEvents, lane)
}

function faultIn(events: readonly LaneEvent[], lane: LaneId): Fault | undefined {
  const last = events.findLast((each) => each.event.kind === 'fault' && each.lane === lane)
  return last?.event.kind === 'fault' ? last.event.fault : undefined
}
