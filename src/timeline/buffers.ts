/** The memory of a timeline's columns, which a worker hands over instead of copying it. */

import type { Timeline } from './model.ts'

export function buffersOf(timeline: Timeline): ArrayBuffer[] {
  const { slices, values, flows, sliceMips, valueMips, listed } = timeline
  const { looks, busy } = sliceMips
  const { least, most } = valueMips
  const own = [
    Object.values<unknown>({ ...slices }),
    Object.values<unknown>({ ...values }),
    Object.values<unknown>({ ...flows }),
  ].flat()
  const all = [...own, busy, ...looks, ...least, ...most, listed]
  return all.flatMap((column) => {
    const isOwner = ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer
    return isOwner ? [column.buffer] : []
  })
}
