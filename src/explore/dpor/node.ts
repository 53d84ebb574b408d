/** A point of the run from which something may still have to be explored. */

import type { Event } from './event.ts'
import type { Branch } from './wakeup-tree.ts'

export interface Node {
  /** Steps that need not be taken here: every run that begins with one is explored elsewhere. */
  readonly sleep: Event[]
  /** What is to be explored, in this order. */
  readonly children: Branch[]
  /** The step that the present run takes here. */
  current: Event | undefined
  /** Nothing has been chosen here yet. */
  isFresh: boolean
}
