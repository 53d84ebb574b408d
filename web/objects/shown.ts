/** What the drawing shows at the present step: apart from the boxes' places, which stay the same from step to step. */

import { createContext } from 'react'
import type { HeapIndex } from '../../src/trace/heap-view.ts'
import type { ObjectBox } from './rows.ts'

export interface ShownValue {
  readonly boxes: ReadonlyMap<HeapIndex, ObjectBox>
  /** The one whose steps stand out. */
  readonly lit: HeapIndex | undefined
}

export const ShownObjects = createContext<ShownValue>({ boxes: new Map(), lit: undefined })
