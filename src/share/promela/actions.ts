/** What each instruction does to the state, as Promela statements; branches and started lanes apart. */

import type { CodeExpr, CodeGhost, Instr, LaneId } from '../../machine/code.ts'
import { holdersAfter } from '../../machine/holders.ts'
import type { Action } from '../../machine/actions.ts'
import { evaluate, type Over, peek } from './evaluate.ts'
import { isStatic } from './expressions.ts'
import type { Writer } from './writer.ts'

/** `over`: where the step goes on when the lane does not survive the instruction. */
export function action(writer: Writer, lane: LaneId, instr: Action, over: Over): void {
  const { variables } = writer
  switch (instr.op) {
    case 'set': {
      const value = evaluate(writer, lane, instr.value, over)
      writer.assign(variables.slot(lane, instr.slot), value)
      return
    }
    case 'store':
      store(writer, lane, instr, over)
      return
    case 'await': {
      // The guard of the step has looked already; only what is wrong with looking is left to tell.
      const before = writer.lines.length
      const value = evaluate(writer, lane, instr.cond, over)
      if (writer.lines.length > before)
        writer.when(`${value} == 0`, () => writer.statement(`goto ${over}`))
      return
    }
    case 'relax':
      writer.assign(variables.lane(lane, 'dirty'), '0')
      return
    case 'choose':
      // Set by the alternative that was taken.
      return
    case 'assert': {
      const value = evaluate(writer, lane, instr.cond, over)
      writer.when(`${value} == 0`, () => {
        writer.statement('fault(failed_assert)')
        if (instr.as === 'BUG_ON') writer.statement(`goto ${over}`)
      })
      return
    }
    case 'alloc':
      allocate(writer, lane, instr, over)
      return
    case 'free': {
      const pointer = evaluate(writer, lane, instr.pointer, over)
      writer.statement(`release(${writer.temporary(pointer)}, ${over})`)
      return
    }
    case 'ghost':
      ghost(writer, lane, instr.ghost)
      return
    case 'leave':
      for (let slot = instr.from; slot < instr.to; slot++)
        writer.assign(variables.slot(lane, slot), '0')
      return
    case 'bad-call':
      evaluate(writer, lane, instr.pointer, over)
      writer.statement('fault(invalid_pointer)')
      writer.statement(`goto ${over}`)
      return
    case 'enter':
    case 'exit':
    case 'atomic-begin':
    case 'atomic-end':
      return
  }
}

function store(
  writer: Writer,
  lane: LaneId,
  instr: Instr & { readonly op: 'store' },
  over: Over,
): void {
  if (isStatic(writer.variables, instr.address)) {
    writer.assign(instr.address.value, evaluate(writer, lane, instr.value, over))
  } else {
    const at = writer.temporary(evaluate(writer, lane, instr.address, over))
    const value = evaluate(writer, lane, instr.value, over)
    writer.statement(`touch(${at}, ${over})`)
    writer.statement(`put(${at}, ${value})`)
  }
  writer.statement('wrote = 1')
}

/** The first object of the lane's pool that has never been allocated. */
function allocate(
  writer: Writer,
  lane: LaneId,
  instr: Instr & { readonly op: 'alloc' },
  over: Over,
): void {
  const { variables } = writer
  const { memory, statusBase } = variables.machine
  const pool = memory.pools.find((each) => each.lane === lane && each.struct === instr.struct)
  const tryFrom = (position: number): void => {
    const id = pool?.objects[position]
    if (id === undefined) {
      writer.statement('fault(out_of_bounds)')
      writer.statement(`goto ${over}`)
      return
    }
    writer.choose(
      `${variables.value(statusBase + id)} == UNALLOCATED`,
      () => {
        writer.assign(statusBase + id, 'LIVE')
        writer.assign(variables.slot(lane, instr.slot), String(memory.objects[id]?.base ?? 0))
      },
      () => tryFrom(position + 1),
    )
  }
  tryFrom(0)
  writer.statement('wrote = 1')
}

/** Ghosts only look at what they need, whatever the memory holds, and write without leaving a trace. */
function ghost(writer: Writer, lane: LaneId, code: CodeGhost): void {
  switch (code.kind) {
    case 'note':
    case 'ref':
    case 'contended':
      return
    case 'acquired': {
      const bits = holdersAfter(0, lane, code.mode)
      const others = ~(3 << (2 * lane))
      const again =
        code.mode === 'read' ? (word: string) => ` | ((${word} & ${bits}) << 1)` : () => ''
      onWord(writer, lane, code.lock, (word) => `((${word} & (${others})) | ${bits}${again(word)})`)
      return
    }
    case 'released': {
      const others = ~(3 << (2 * lane))
      const reads = holdersAfter(0, lane, 'read')
      onWord(writer, lane, code.lock, (word) => {
        writer.when(`(${word} & ${~others}) == 0`, () => writer.statement('fault(lock_misuse)'))
        return `((${word} & (${others})) | (${word} & (${word} >> 1) & ${reads}))`
      })
      return
    }
    case 'mark': {
      const address = writer.temporary(peek(writer, lane, code.address))
      const value = writer.temporary(peek(writer, lane, code.value))
      writer.when(`is_memory(${address})`, () => writer.statement(`put(${address}, ${value})`))
      return
    }
    case 'observe': {
      const value = peek(writer, lane, code.cond)
      writer.when(`${value} == 0`, () => writer.statement('fault(failed_assert)'))
      return
    }
  }
}

/** Rewrites the word at an address, if there is one. */
function onWord(
  writer: Writer,
  lane: LaneId,
  address: CodeExpr,
  after: (word: string) => string,
): void {
  if (isStatic(writer.variables, address)) {
    writer.assign(address.value, after(writer.variables.value(address.value)))
    return
  }
  const at = writer.temporary(peek(writer, lane, address))
  writer.when(`is_memory(${at})`, () => {
    writer.statement(`put(${at}, ${after(`word(${at})`)})`)
  })
}

/** An expression for: the lane, which waits, waits for itself. May write statements before. */
export function waitsForItself(
  writer: Writer,
  lane: LaneId,
  { wait }: Instr & { readonly op: 'await' },
): string | undefined {
  const holding = (lock: CodeExpr): string => {
    const mine = 3 << (2 * lane)
    const at = writer.temporary(peek(writer, lane, lock))
    return `(is_memory(${at}) && (word(${at}) & ${mine}) != 0)`
  }
  switch (wait.kind) {
    case 'event':
      return undefined
    case 'lock':
      return holding(wait.lock)
    case 'grace-period':
      if (wait.lanes === undefined) return holding(wait.domain)
      return `((${peek(writer, lane, wait.lanes)} & ${1 << lane}) != 0)`
  }
}
