/** Words for writing loops of WebAssembly down: named locals, and code in blocks. */

import { type Code, constant, getLocal, load, op, setLocal, store } from './assembler.ts'
import { loopWord, type LoopWord } from './loop-memory.ts'

export class Locals<Name extends string> {
  private readonly names: readonly string[]

  /** Parameters first. */
  constructor(names: readonly Name[]) {
    this.names = names
  }

  get(name: Name): Code {
    return getLocal(this.names.indexOf(name))
  }

  set(name: Name, ...value: readonly Code[]): Code {
    return [...value, setLocal(this.names.indexOf(name))]
  }

  add(name: Name, by: number): Code {
    return this.set(name, this.get(name), constant(by), op.add)
  }

  /** Sets more bits of it. */
  join(name: Name, ...bits: readonly Code[]): Code {
    return this.set(name, this.get(name), ...bits, op.or)
  }
}

/** The locals' own functions, to be named without them. */
export function bound<Name extends string>(
  local: Locals<Name>,
): Pick<Locals<Name>, 'get' | 'set' | 'add' | 'join'> {
  return {
    get: (name) => local.get(name),
    set: (name, ...value) => local.set(name, ...value),
    add: (name, by) => local.add(name, by),
    join: (name, ...bits) => local.join(name, ...bits),
  }
}

export const when = (condition: Code, ...then: readonly Code[]): Code => [
  condition,
  op.if,
  ...then,
  op.end,
]

export const either = (condition: Code, then: Code, otherwise: Code): Code => [
  condition,
  op.if,
  then,
  op.else,
  otherwise,
  op.end,
]

/** Around it, `branch(1)` from the top level of `body` leaves, and `branch(0)` begins anew. */
export const repeat = (...body: readonly Code[]): Code => [
  op.block,
  op.loop,
  ...body,
  op.end,
  op.end,
]

export const plus = (left: Code, right: Code): Code => [left, right, op.add]
export const scaled = (value: Code, shift: number): Code => [value, constant(shift), op.shl]

export const shared = (name: LoopWord): Code => [constant(0), load(loopWord[name])]
export const share = (name: LoopWord, value: Code): Code => [
  [constant(0), value, store(loopWord[name])],
]
