/** What must not be left when every lane has ended. */

import type { Machine } from './machine.ts'
import { type ObjectId, objectStatus } from './memory.ts'

/** Objects that somebody has to free; the others are global or may outlive the run. */
export function mustBeFreed({ memory, program }: Machine): readonly ObjectId[] {
  return memory.objects.flatMap(({ id, kind, type }) => {
    const struct = type.kind === 'embed' ? type.struct.name : ''
    return kind === 'pool' && !program.mayOutlive.includes(struct) ? [id] : []
  })
}

/** Objects that are allocated in a state in which every lane has ended. */
export function leakedObjects(machine: Machine, state: Int32Array): readonly ObjectId[] {
  return mustBeFreed(machine).filter((id) => state[machine.statusBase + id] === objectStatus.live)
}
