/** What the compiled code finds in its memory when it begins, and how its caller looks at it. */

import type { Instr, Pc } from '../../machine/code.ts'
import type { Machine } from '../../machine/machine.ts'
import type { CompiledSteps } from './compile.ts'

/** How a lane can stand at a position: decides how its alternatives are counted. */
export const standKind = { plain: 1, wait: 0, relax: -1 } as const

/** Options of a choice, or a `standKind`. */
export function standAt(code: readonly Instr[], pc: Pc): number {
  const instr = code[pc]
  const first = instr?.op === 'atomic-begin' ? code[pc + 1] : instr
  if (first?.op === 'choose') return first.options.length
  if (first?.op === 'await') return standKind.wait
  return first?.op === 'relax' ? standKind.relax : standKind.plain
}

export interface Views {
  /** The whole memory. */
  readonly words: Int32Array
  readonly state: Int32Array
  readonly log: Int32Array
  readonly accesses: Int32Array
}

/** Not valid any more once the memory grows. */
export function viewsOf(machine: Machine, { memory }: CompiledSteps, buffer: ArrayBuffer): Views {
  return {
    words: new Int32Array(buffer),
    state: new Int32Array(buffer, 0, machine.stateSize),
    log: new Int32Array(buffer, memory.log, (memory.objects - memory.log) / 4),
    accesses: new Int32Array(buffer, memory.accesses, (memory.end - memory.accesses) / 4),
  }
}

export function fillTables(
  machine: Machine,
  { memory, loop, stepAt, readyAt }: CompiledSteps,
  kinds: readonly Int8Array[],
  buffer: ArrayBuffer,
): void {
  new Int32Array(buffer, memory.objects, machine.memory.size).set(machine.memory.objectAt)
  const spins = new Uint8Array(buffer, memory.spins, memory.told - memory.spins)
  const words = new Int32Array(buffer)
  for (const [lane, { code }] of machine.lanes.entries()) {
    for (const [pc, instr] of code.entries()) {
      const row = memory.rowOf[lane]! + pc
      spins[row] = instr.spin ? 1 : 0
      if (loop === undefined) continue
      words[loop.rows / 4 + 2 * row] = stepAt[lane]![pc]!
      words[loop.rows / 4 + 2 * row + 1] = howAt(kinds[lane]![pc]!, readyAt[lane]![pc]!)
    }
  }
}

/** How the loop counts alternatives: so many, 0 for a retry loop, -1 - n to ask the test n. */
function howAt(kind: number, ready: number): number {
  if (kind > 0) return kind
  return kind === standKind.relax ? 0 : -1 - ready
}
