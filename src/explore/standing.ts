/** What a state itself shows: races, leaks, deadlock. */

import { laneStatus, type Machine, pcOf, statusOf } from '../machine/machine.ts'
import type { Successors } from './expander.ts'
import { leakedObjects } from './failures.ts'
import type { FoundFailures } from './found-failures.ts'

/** Notes it of the state that was expanded last. */
export function noteStanding(
  machine: Machine,
  { races, standing, state }: Pick<Successors, 'races' | 'standing' | 'state'>,
  found: FoundFailures,
  index: number,
  cost: number,
  depth: number,
): void {
  for (const race of races) found.note({ kind: 'data-race', race }, index, undefined, cost, depth)
  if (standing.enabled !== 0) return
  if (standing.blocked !== 0) {
    const lanes = [...machine.lanes.keys()].filter((lane) => ((standing.blocked >> lane) & 1) === 1)
    const pcs = lanes.map((lane) => pcOf(machine, state, lane))
    found.note({ kind: 'deadlock', lanes, pcs }, index, undefined, cost, depth)
    return
  }
  const isDone = [...machine.lanes.keys()].every(
    (lane) => statusOf(machine, state, lane) !== laneStatus.crashed,
  )
  if (!isDone) return
  for (const object of leakedObjects(machine, state)) {
    found.note({ kind: 'leak', object }, index, undefined, cost, depth)
  }
}
