/** How the instructions of a step are cut into blocks, and what is known of them beforehand. */

import type { Instr, LaneCode, Pc } from '../../machine/code.ts'
import type { FlowNode } from '../../machine/flow.ts'

/** The instruction that decides whether a lane can go on: inside an atomic block its first one. */
export function firstOf({ code }: LaneCode, pc: Pc): Instr | undefined {
  const instr = code[pc]
  return instr?.op === 'atomic-begin' ? code[pc + 1] : instr
}

export function canFault(instr: Instr): boolean {
  switch (instr.op) {
    case 'jump':
    case 'relax':
    case 'choose':
    case 'atomic-begin':
    case 'atomic-end':
    case 'enter':
    case 'leave':
    case 'exit':
      return false
    default:
      return true
  }
}

/** Rows of nodes that follow each other and nothing else. */
export function blocksOf(nodes: readonly FlowNode[]): readonly (readonly number[])[] {
  const entries = new Int32Array(nodes.length)
  entries[0] = 2
  for (const { next } of nodes) for (const to of next) entries[to]! += next.length > 1 ? 2 : 1
  const blocks: number[][] = []
  for (const [start, count] of entries.entries()) {
    if (count === 1) continue
    const block = [start]
    for (
      let at = nodes[start]!;
      at.next.length === 1 && entries[at.next[0]!] === 1;
      at = nodes[at.next[0]!]!
    ) {
      block.push(at.next[0]!)
    }
    blocks.push(block)
  }
  return blocks
}
