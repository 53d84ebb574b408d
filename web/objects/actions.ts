/** What boxes do when they are used; the same for all, so that boxes need not be drawn anew for it. */

import { createContext, type KeyboardEvent } from 'react'
import type { FieldIndex, HeapIndex } from '../../src/trace/heap-view.ts'

export interface ObjectActionsValue {
  readonly onObject: (object: HeapIndex) => void
  readonly onField: (object: HeapIndex, field: FieldIndex) => void
  readonly onKey: (event: KeyboardEvent, object: HeapIndex) => void
  /** The one that Tab leads to. */
  readonly current: HeapIndex | undefined
}

export const ObjectActions = createContext<ObjectActionsValue>({
  onObject: () => {},
  onField: () => {},
  onKey: () => {},
  current: undefined,
})
