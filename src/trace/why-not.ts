/** Why a lane cannot take a step at the run's cursor, in words. */

import type { LaneId } from '../machine/code.ts'
import type { CannotRun, Run } from '../machine/run.ts'
import { crashText } from './crash.ts'
import { waitText } from './names.ts'

/** Completes "A cannot run: …". */
export function whyNot(run: Run, lane: LaneId, error: CannotRun): string {
  switch (error.kind) {
    case 'no-such-lane':
      return 'there is no such thread'
    case 'bad-choice':
      return error.options.length === 0
        ? 'its next step is not a choice'
        : `its next step offers ${error.options.map((option, i) => `${i} (${option})`).join(', ')}`
    case 'not-ready':
      return notReadyText(run, lane, error.readiness)
  }
}

function notReadyText(
  run: Run,
  lane: LaneId,
  stand: (CannotRun & { readonly kind: 'not-ready' })['readiness'],
): string {
  switch (stand.kind) {
    case 'blocked':
      return `waits for ${waitText(run.machine, stand.why, (lock, holder) => heldSince(run, lock, holder))}`
    case 'done':
      return 'has finished'
    case 'crashed':
      return crashText(run, lane)
    case 'not-started':
      return `has not been started yet (${run.machine.lanes[lane]?.title ?? ''})`
  }
}

function heldSince(run: Run, lock: number, lane: LaneId): number | undefined {
  const at = run.steps.findLastIndex((step) =>
    step.events.some(
      ({ event, lane: by }) => event.kind === 'acquired' && event.lock === lock && by === lane,
    ),
  )
  return at < 0 ? undefined : at + 1
}
