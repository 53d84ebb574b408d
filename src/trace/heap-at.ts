/** What the heap of a run looks like at a cursor, and what the last step did to it. */

import { ensure } from '../util/ensure.ts'
import type { HeapField, HeapObject, HeapValue, HeapView } from './heap-view.ts'
import type { Cursor, LaneIndex, StepIndex } from './view.ts'

export type ObjectStatus = 'absent' | 'live' | 'freed'

export function statusAt({ from, freedAt }: HeapObject, cursor: Cursor): ObjectStatus {
  if (from === undefined || cursor < from) return 'absent'
  return freedAt !== undefined && cursor >= freedAt ? 'freed' : 'live'
}

export function valueAt({ values }: HeapField, cursor: Cursor): HeapValue {
  const index = countUpTo(values, ({ at }) => at <= cursor) - 1
  return ensure(values[index], 'a value from the start').value
}

/** The last step before the cursor that wrote the field; undefined when it is as set-up left it. */
export function lastWrite({ writes }: HeapField, cursor: Cursor): StepIndex | undefined {
  return writes[countUpTo(writes, (step) => step < cursor) - 1]
}

/** The step just taken changed what is seen of the field. */
export function isChangedBy({ values }: HeapField, cursor: Cursor): boolean {
  const entry = values[countUpTo(values, ({ at }) => at <= cursor) - 1]
  return cursor > 0 && entry?.at === cursor
}

/** Lanes that wait for a lock at the cursor. */
export function waitersAt({ waits }: HeapField, cursor: Cursor): readonly LaneIndex[] {
  return waits
    .filter(({ from, to }) => from <= cursor && (to === undefined || cursor < to))
    .map(({ lane }) => lane)
}

/** The pointer leads to memory that is not there any more. */
export function isDangling({ objects }: HeapView, { target }: HeapValue, cursor: Cursor): boolean {
  const object = target === undefined ? undefined : objects[target.object]
  return object !== undefined && statusAt(object, cursor) === 'freed'
}

/** Of items sorted so that those which pass come first: how many pass. */
function countUpTo<T>(items: readonly T[], passes: (item: T) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && passes(item)) low = middle + 1
    else high = middle
  }
  return low
}
