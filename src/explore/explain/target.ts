/** Which violation of a run is to be explained, and whether another run shows it, too. */

import { readiness } from '../../machine/enabled.ts'
import type { LaneId } from '../../machine/code.ts'
import type { Machine } from '../../machine/machine.ts'
import { racesIn } from '../../machine/races.ts'
import type { RunStep } from '../../machine/run.ts'
import { failureKey, leakedObjects } from '../failures.ts'
import type { Failure } from '../verdict.ts'
import { hasFault, type Recorded, type StepAt } from './recorded.ts'

export interface Target {
  readonly failure: Failure
  /** The step that commits the fault; for the others the last one before the state that shows it. */
  readonly at: StepAt
}

/**
 * The first violation after which anything may happen; else the first data race, else a leak. Undefined
 * when nothing goes wrong in a step.
 */
export function targetOf(recorded: Recorded): Target | undefined {
  return faultOf(recorded) ?? deadlockOf(recorded) ?? raceOf(recorded) ?? leakOf(recorded)
}

function faultOf({ steps }: Recorded): Target | undefined {
  const at = steps.findIndex(hasFault)
  for (const { event, lane, pc } of steps[at]?.events ?? [])
    if (event.kind === 'fault')
      return { at, failure: { kind: 'fault', lane, pc, fault: event.fault } }
  return undefined
}

function deadlockOf({ machine, run }: Recorded): Target | undefined {
  const stands = standsOf(machine, run)
  if (stands.some(({ stand }) => stand.kind === 'ready')) return undefined
  const stuck = stands.flatMap(({ lane, stand }) =>
    stand.kind === 'blocked' ? [{ lane, pc: stand.pc }] : [],
  )
  if (stuck.length === 0) return undefined
  const lanes = stuck.map(({ lane }) => lane)
  const failure: Failure = { kind: 'deadlock', lanes, pcs: stuck.map(({ pc }) => pc) }
  return { at: run.steps.length - 1, failure }
}

function raceOf({ machine, run }: Recorded): Target | undefined {
  try {
    for (let cursor = 1; cursor <= run.steps.length; cursor++) {
      run.jump(cursor)
      const [race] = racesIn(machine, run.state)
      if (race !== undefined) return { at: cursor - 1, failure: { kind: 'data-race', race } }
    }
    return undefined
  } finally {
    run.jump(run.steps.length)
  }
}

function leakOf({ machine, run }: Recorded): Target | undefined {
  const isOver = standsOf(machine, run).every(
    ({ stand }) => stand.kind === 'done' || stand.kind === 'not-started',
  )
  const [object] = isOver ? leakedObjects(machine, run.state) : []
  const at = run.steps.length - 1
  return object === undefined || at < 0 ? undefined : { at, failure: { kind: 'leak', object } }
}

/** Where a run has come to: its state, and the step that was taken last. */
export interface Reached {
  readonly machine: Machine
  readonly state: Int32Array
  readonly last: RunStep | undefined
}

/** Whether this failure shows there. A deadlock must not need others to stay away. */
export function shows(reached: Reached, { failure }: Target): boolean {
  const { machine, state, last } = reached
  const key = failureKey(machine, failure)
  switch (failure.kind) {
    case 'fault':
      return (last?.events ?? []).some(
        ({ event, lane, pc }) =>
          event.kind === 'fault' &&
          failureKey(machine, { kind: 'fault', lane, pc, fault: event.fault }) === key,
      )
    case 'data-race':
      return racesIn(machine, state).some(
        (race) => failureKey(machine, { kind: 'data-race', race }) === key,
      )
    case 'deadlock':
      return failure.lanes.every((lane, i) =>
        waitsWithin(reached, lane, failure.pcs[i], failure.lanes),
      )
    case 'leak':
    case 'endless-wait':
      return false
  }
}

/** Blocked there on a lock that is held by lanes of the deadlock only. */
function waitsWithin(
  { machine, state }: Reached,
  lane: LaneId,
  pc: number | undefined,
  lanes: readonly LaneId[],
): boolean {
  const stand = readiness(machine, state, lane)
  if (stand.kind !== 'blocked' || stand.pc !== pc || stand.why.kind !== 'lock') return false
  const { holders } = stand.why
  return holders.length > 0 && holders.every((holder) => lanes.includes(holder.lane))
}

function standsOf(machine: Machine, { state }: Recorded['run']) {
  return Array.from({ length: machine.setupLane }, (_, lane) => ({
    lane,
    stand: readiness(machine, state, lane),
  }))
}
