/** Which values the words of a state are likely to take, by what they are. */

import { laneStatus, laneWord, type Machine } from '../machine/machine.ts'
import { objectStatus } from '../machine/memory.ts'
import type { Hint, Range } from './packing.ts'

export function packingHints(machine: Machine): Hint {
  const ranges = new Map<number, Range>()
  for (const object of machine.memory.objects) {
    ranges.set(machine.statusBase + object.id, { min: 0, max: objectStatus.freed })
    for (const [offset, { type }] of object.words.entries()) {
      const isAddress = type.kind === 'ptr'
      if (isAddress) ranges.set(object.base + offset, { min: 0, max: machine.memory.size - 1 })
    }
  }
  for (const [lane, { code }] of machine.lanes.entries()) {
    const base = machine.laneBase[lane] ?? 0
    ranges.set(base + laneWord.pc, { min: 0, max: code.length - 1 })
    ranges.set(base + laneWord.status, { min: 0, max: laneStatus.crashed })
  }
  return (index) => ranges.get(index)
}
