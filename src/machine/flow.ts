/**
 * The instructions that one step may run through, as a graph: the rules of `Stepper.run` about where a
 * step ends, worked out beforehand for every start.
 */

import { ensure } from '../util/ensure.ts'
import { type Instr, isVisible, type Pc } from './code.ts'

/** An instruction together with how far the step has come. */
export interface FlowNode {
  readonly pc: Pc
  readonly kind: 'run' | 'stop' | 'exit'
  /** Nodes that may follow: none, one, or for a branch the one if true and the one if false. */
  next: readonly number[]
}

interface Progress {
  readonly pc: Pc
  readonly isFirst: boolean
  readonly open: boolean
  readonly touched: boolean
  readonly atomics: number
}

/** From `pc`; `open` false follows local code only, as for a lane that begins. Node 0 is the start. */
export function flowFrom(code: readonly Instr[], pc: Pc, open: boolean): readonly FlowNode[] {
  const nodes: FlowNode[] = []
  const known = new Map<string, number>()
  const pending: { readonly progress: Progress; readonly index: number }[] = []
  const visit = (progress: Progress): number => {
    const { pc: at, isFirst, open: isOpen, touched, atomics } = progress
    const key = `${at} ${isFirst} ${isOpen} ${touched} ${atomics}`
    const found = known.get(key)
    if (found !== undefined) return found
    const index = nodes.push({ pc: at, kind: kindOf(code, progress), next: [] }) - 1
    known.set(key, index)
    pending.push({ progress, index })
    return index
  }
  visit({ pc, isFirst: true, open, touched: false, atomics: 0 })
  for (let each = pending.pop(); each !== undefined; each = pending.pop()) {
    const node = ensure(nodes[each.index], 'a node of the flow')
    if (node.kind === 'run') node.next = following(code, each.progress).map(visit)
  }
  return nodes
}

function kindOf(
  code: readonly Instr[],
  { pc, isFirst, open, atomics }: Progress,
): FlowNode['kind'] {
  const instr = instrAt(code, pc)
  const begins = isVisible(instr) || instr.op === 'atomic-begin'
  if (atomics === 0 && begins && (!open || (!isFirst && mustBeFirst(code, pc)))) return 'stop'
  return instr.op === 'exit' ? 'exit' : 'run'
}

function mustBeFirst(code: readonly Instr[], pc: Pc): boolean {
  const instr = code[pc]
  const first = instr?.op === 'atomic-begin' ? code[pc + 1]?.op : instr?.op
  return first === 'await' || first === 'choose' || first === 'relax'
}

function following(code: readonly Instr[], from: Progress): readonly Progress[] {
  const instr = instrAt(code, from.pc)
  const isTouch = isVisible(instr)
  const touched = from.touched || isTouch
  const atomics =
    from.atomics + (instr.op === 'atomic-begin' ? 1 : 0) - (instr.op === 'atomic-end' ? 1 : 0)
  const isGlue = instr.op === 'set' && instr.glue
  const isEnd = isTouch ? !isGlue : instr.op === 'atomic-end' || instr.op === 'leave'
  const open = from.open && !(atomics === 0 && touched && isEnd)
  const at = (pc: Pc): Progress => ({ pc, isFirst: false, open, touched, atomics })
  switch (instr.op) {
    case 'branch':
      return [at(from.pc + 1), at(instr.otherwise)]
    case 'jump':
      return [at(instr.to)]
    default:
      return [at(from.pc + 1)]
  }
}

function instrAt(code: readonly Instr[], pc: Pc): Instr {
  return ensure(code[pc], `instruction ${pc}`)
}

/** Where lanes stop between steps: every position that some flow ends at. */
export function stopsOf(code: readonly Instr[]): {
  readonly stops: readonly Pc[]
  readonly begin: readonly FlowNode[]
} {
  const begin = flowFrom(code, 0, false)
  const stops = new Set<Pc>()
  const pending: (readonly FlowNode[])[] = [begin]
  for (let nodes = pending.pop(); nodes !== undefined; nodes = pending.pop()) {
    for (const { kind, pc } of nodes) {
      if (kind !== 'stop' || stops.has(pc)) continue
      stops.add(pc)
      pending.push(flowFrom(code, pc, true))
    }
  }
  return { stops: [...stops].sort((left, right) => left - right), begin }
}
