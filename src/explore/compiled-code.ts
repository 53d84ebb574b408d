/** Compiles a search for one machine. */

import type { Machine } from '../machine/machine.ts'
import { TooManyValues } from './coding.ts'
import { mostSuccessors } from './successors.ts'
import { compileLoop } from './wasm/loop.ts'
import { type LoopMemory, loopMemory } from './wasm/loop-memory.ts'

/** The compiled code; other code when states have more words. */
export interface LoopCode {
  readonly run: (budget: number) => number
  /**
   * Expands states from the one that is taken next up to `end`, without keeping what they lead to; only
   * lanes of the mask `sleepers` are left out where they sleep.
   */
  readonly expand: (end: number, sleepers: number) => number
  /** Puts states into the table, those from `first` to one before `end`. */
  readonly rehash: (first: number, end: number) => void
  /** How far up the state that is taken next leads: see `StateStore.highestAfter`. */
  readonly highest: () => number
}

/** What is compiled for: `codeFor` compiles for states of so many words, and answers with room for so many. */
export interface SearchCode {
  readonly memory: WebAssembly.Memory
  readonly loop: LoopMemory
  readonly lanes: number
  /** Most that a state has. */
  readonly successors: number
  readonly codeFor: (words: number, answerWords: number) => LoopCode
}

/** As many as fit into the byte that tells how many states were found from one. */
const mostFromOne = 255
const pageBytes = 65_536

/** Throws `TooManyValues`, and where WebAssembly is not to be had. */
export function codeOf(machine: Machine): SearchCode {
  const successors = mostSuccessors(machine)
  if (successors > mostFromOne) throw new TooManyValues()
  const lanes = machine.setupLane
  const loop = loopMemory(lanes, successors)
  const hasSpinners = machine.spinners.some((lane) => lane < lanes)
  const memory = new WebAssembly.Memory({ initial: Math.ceil(loop.end / pageBytes) })
  return {
    memory,
    loop,
    lanes,
    successors,
    codeFor: (words, answerWords) => {
      const bytes = compileLoop({
        lanes,
        successors,
        words,
        answerWords,
        hasSpinners,
        memory: loop,
      })
      const module = new WebAssembly.Module(bytes)
      return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as LoopCode
    },
  }
}
