/** Compiles a search for one machine. */

import type { Machine } from '../machine/machine.ts'
import { TooManyValues } from './coding.ts'
import type { LoopCode, SearchCode } from './search-memory.ts'
import { mostSuccessors } from './successors.ts'
import { compileLoop } from './wasm/loop.ts'
import { loopMemory } from './wasm/loop-memory.ts'

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
