/** What the functions of the compiled search are made for. */

import type { Locals } from './frame.ts'
import type { LoopMemory } from './loop-memory.ts'
import type { StateWords } from './state-words.ts'

export interface LoopShape {
  readonly lanes: number
  /** Most that a state has. */
  readonly successors: number
  readonly words: number
  /** Words of a state that an answer has room for: at least as many. */
  readonly answerWords: number
  /** Some lane waits in a retry loop for any change. */
  readonly hasSpinners: boolean
  readonly memory: LoopMemory
}

export interface LoopParts<Name extends string> extends LoopShape {
  readonly local: Locals<Name>
  readonly packed: StateWords
}
