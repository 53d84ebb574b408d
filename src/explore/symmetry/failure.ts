/** What a failure is called after threads and objects have changed places. */

import type { LaneId } from '../../machine/code.ts'
import type { Fault } from '../../machine/events.ts'
import { type Machine } from '../../machine/machine.ts'
import type { DataRace, RaceSide } from '../../machine/races.ts'
import type { Failure } from '../verdict.ts'
import type { Motion } from './motion.ts'

export function movedFailure(machine: Machine, motion: Motion, failure: Failure): Failure {
  const laneOf = (lane: LaneId): LaneId => motion.lanes[lane] ?? lane
  switch (failure.kind) {
    case 'fault':
      return {
        ...failure,
        lane: laneOf(failure.lane),
        fault: movedFault(machine, motion, failure.fault),
      }
    case 'deadlock': {
      const stuck = failure.lanes.map((lane, i) => [laneOf(lane), failure.pcs[i] ?? 0] as const)
      stuck.sort(([one], [other]) => one - other)
      return {
        kind: 'deadlock',
        lanes: stuck.map(([lane]) => lane),
        pcs: stuck.map(([, pc]) => pc),
      }
    }
    case 'endless-wait':
      return { ...failure, lane: laneOf(failure.lane) }
    case 'leak':
      return { kind: 'leak', object: motion.objects[failure.object] ?? failure.object }
    case 'data-race':
      return { kind: 'data-race', race: movedRace(motion, failure.race) }
  }
}

function movedFault(machine: Machine, { objects, words }: Motion, fault: Fault): Fault {
  switch (fault.kind) {
    case 'use-after-free':
      return { ...fault, address: words[fault.address] ?? fault.address }
    case 'double-free':
      return { ...fault, object: objects[fault.object] ?? fault.object }
    case 'lock-misuse':
    case 'self-deadlock':
      return { ...fault, lock: words[fault.lock] ?? fault.lock }
    case 'invalid-pointer': {
      const isInMemory = fault.value >= 0 && fault.value < machine.memory.size
      const isAddress = isInMemory && fault.use !== 'index' && fault.use !== 'call'
      return isAddress ? { ...fault, value: words[fault.value] ?? fault.value } : fault
    }
    case 'assert':
    case 'bound':
      return fault
  }
}

function movedRace({ lanes, words }: Motion, { address, sides }: DataRace): DataRace {
  const [one, other] = sides
  const moved = (side: RaceSide): RaceSide => {
    const { access } = side
    const at = words[access.address] ?? access.address
    return { ...side, lane: lanes[side.lane] ?? side.lane, access: { ...access, address: at } }
  }
  const [left, right] = [moved(one), moved(other)]
  return {
    address: words[address] ?? address,
    sides: left.lane < right.lane ? [left, right] : [right, left],
  }
}
