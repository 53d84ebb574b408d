/** Packed states as WebAssembly: unpacking, and packing by what a step changed. */

import {
  branch,
  branchIf,
  call,
  type Code,
  concat,
  constant,
  getGlobal,
  getLocal,
  load,
  op,
  setGlobal,
  setLocal,
  store,
  teeLocal,
} from './assembler.ts'
import type { LoopParts } from './loop.ts'
import { fieldWord, type LoopWord } from './loop-memory.ts'
import { childWord, defineStateTable, mixed, sharedWord, step, toBytes } from './state-table.ts'

/** Functions. */
export interface Packed {
  /** `(state)`: unpacks it, so that its steps can be taken. */
  readonly load: number
  /** Packs the state after a step of the loaded one; 0 when a value does not fit. */
  readonly pack: number
  /** Takes back the logged changes. */
  readonly undo: number
  /** `(isToBeAdded) -> state`: the number of the packed state at `child`, -1 for none. */
  readonly find: number
  /** Globals: the hash of the state that is packed or looked for, and its address. */
  readonly hash: number
  readonly child: number
}

/** Exports `load`, `find() -> state`, which packs first, and `rehash`. */
export function definePacked(parts: LoopParts): Packed {
  return new PackedStates(parts).define()
}

class PackedStates {
  private readonly parts: LoopParts
  /** Hash of the state that was packed last, and where it lies. */
  private readonly hash: number
  private readonly child: number

  constructor(parts: LoopParts) {
    this.parts = parts
    this.hash = parts.module.global()
    this.child = parts.module.global()
  }

  define(): Packed {
    const { module, loop } = this.parts
    const unpackField = this.defineUnpackField()
    const loadState = this.defineLoad(unpackField)
    const pack = this.definePack(this.defineCode())
    const undo = this.defineUndo()
    const { find, rehash } = defineStateTable(this.parts, this.hash, this.child)
    module.export('load', loadState)
    module.export(
      'find',
      module.fn(0, 1, 0, [
        [constant(loop.children), setGlobal(this.child)],
        [call(pack), op.eqz, op.if, constant(-1), op.return, op.end],
        [constant(0), call(find)],
      ]),
    )
    module.export('rehash', rehash)
    return { load: loadState, pack, undo, find, hash: this.hash, child: this.child }
  }

  private childWord(offset: Code): Code {
    return childWord(this.child, offset)
  }

  private get(name: LoopWord): Code {
    return sharedWord(this.parts.loop, name)
  }

  /** `(field)`: puts the value of its code into the state. */
  private defineUnpackField(): number {
    const { module, loop } = this.parts
    const [field, part, code, shift] = [0, 1, 2, 3]
    return module.fn(
      1,
      0,
      3,
      concat([
        [getLocal(field), setLocal(part), op.loop],
        [getLocal(code), getLocal(part), load(fieldWord.word), load(loop.parent)],
        [getLocal(part), load(fieldWord.shift), op.shrUnsigned],
        [getLocal(part), load(fieldWord.mask), op.and],
        [getLocal(shift), op.shl, op.or, setLocal(code)],
        [getLocal(shift), getLocal(part), load(fieldWord.bits), op.add, setLocal(shift)],
        [getLocal(part), load(fieldWord.next), teeLocal(part), branchIf(0), op.end],
        [getLocal(field), load(fieldWord.state)],
        [
          getLocal(code),
          toBytes,
          getLocal(field),
          load(fieldWord.values),
          op.add,
          load(0),
          store(0),
        ],
      ]),
    )
  }

  /** Only words that differ from the state loaded before are unpacked. */
  private defineLoad(unpackField: number): number {
    const { module, loop } = this.parts
    const [from, at, end, hash, value, list, listEnd, field] = [0, 1, 2, 3, 4, 5, 6, 7]
    return module.fn(
      1,
      0,
      7,
      concat([
        [getLocal(from), this.get('stride'), op.mul, this.get('states'), op.add, setLocal(from)],
        [this.get('packedBytes'), setLocal(end), op.loop],
        [getLocal(from), load(0), setLocal(value)],
        [getLocal(value), getLocal(at), load(loop.factors), op.mul, getLocal(hash), op.add],
        [setLocal(hash), getLocal(value), getLocal(at), load(loop.parent), op.ne, op.if],
        [getLocal(at), getLocal(value), store(loop.parent)],
        [getLocal(at), load(loop.lists), setLocal(list)],
        [getLocal(at), load(loop.lists + 4), setLocal(listEnd)],
        [op.block, op.loop, getLocal(list), getLocal(listEnd), op.eq, branchIf(1)],
        [getLocal(list), load(0), setLocal(field), step(list, 4)],
        [getLocal(field), load(fieldWord.next), op.if, getLocal(field), call(unpackField)],
        // Nearly all fields have one part.
        [branch(1), op.end, getLocal(field), load(fieldWord.state)],
        [getLocal(value), getLocal(field), load(fieldWord.shift), op.shrUnsigned],
        [getLocal(field), load(fieldWord.mask), op.and, toBytes],
        [getLocal(field), load(fieldWord.values), op.add, load(0), store(0)],
        [branch(0), op.end, op.end],
        [op.end, step(from, 4), step(at, 4)],
        [getLocal(at), getLocal(end), op.lt, branchIf(0), op.end],
        [constant(0), getLocal(hash), store(loop.word.parentHash)],
      ]),
    )
  }

  /** `(field, value) -> code`, -1 for none. */
  private defineCode(): number {
    const { module } = this.parts
    const [field, value, at] = [0, 1, 2]
    return module.fn(
      2,
      1,
      1,
      concat([
        [getLocal(value), getLocal(field), load(fieldWord.min), op.sub, setLocal(at)],
        [getLocal(at), getLocal(field), load(fieldWord.span), op.ltUnsigned, op.if],
        [getLocal(at), toBytes, getLocal(field), load(fieldWord.codes), op.add, load(0), op.return],
        op.end,
        // Far from the others, such as a poisoned pointer: there are few of them.
        [constant(0), setLocal(at), op.block, op.loop],
        [getLocal(at), getLocal(field), load(fieldWord.count), op.eq, branchIf(1)],
        [getLocal(at), toBytes, getLocal(field), load(fieldWord.values), op.add, load(0)],
        [getLocal(value), op.eq, op.if, getLocal(at), op.return, op.end],
        [step(at, 1), branch(0), op.end, op.end, constant(-1)],
      ]),
    )
  }

  private definePack(codeOf: number): number {
    const { module, loop, helpers, steps } = this.parts
    const [at, end, index, field, code, word] = [0, 1, 2, 3, 4, 5]
    const now: Code = [getLocal(index), toBytes, load(0)]
    const part = (name: keyof typeof fieldWord): Code => [getLocal(field), load(fieldWord[name])]
    const misfit: Code = [
      [constant(0), getLocal(index), store(loop.word.unfit)],
      [constant(0), now, store(loop.word.unfitValue), constant(0), op.return],
    ]
    return module.fn(
      0,
      1,
      7,
      concat([
        [this.get('packedBytes'), setLocal(end), op.loop],
        [this.childWord([getLocal(at)]), getLocal(at), load(loop.parent), store(0), step(at, 4)],
        [getLocal(at), getLocal(end), op.lt, branchIf(0), op.end],
        [this.get('parentHash'), setGlobal(this.hash)],
        [constant(0), setLocal(at), getGlobal(helpers.logged), constant(3), op.shl, setLocal(end)],
        [op.block, op.loop, getLocal(at), getLocal(end), op.eq, branchIf(1)],
        [getLocal(at), load(steps.log), setLocal(index), step(at, 8)],
        [getLocal(index), toBytes, load(loop.fieldOf), teeLocal(field), op.eqz, op.if],
        [now, getLocal(index), toBytes, load(loop.initial), op.eq, branchIf(1), misfit, op.end],
        [getLocal(field), now, call(codeOf), teeLocal(code), constant(0), op.lt],
        [op.if, misfit, op.end],
        [op.loop, this.childWord(part('word')), load(0), setLocal(word)],
        // What is added to the word, times its factor, is added to the hash.
        [getLocal(code), part('mask'), op.and],
        [getLocal(word), part('shift'), op.shrUnsigned, part('mask'), op.and, op.sub],
        [part('shift'), op.shl, setLocal(6)],
        [this.childWord(part('word')), getLocal(word), getLocal(6), op.add, store(0)],
        [getLocal(6), part('factor'), op.mul, getGlobal(this.hash), op.add, setGlobal(this.hash)],
        [part('next'), op.if, getLocal(code), part('bits'), op.shrUnsigned, setLocal(code)],
        [part('next'), setLocal(field), branch(1), op.end],
        [op.end, branch(0), op.end, op.end],
        mixed(getGlobal(this.hash), at),
        [getLocal(at), setGlobal(this.hash), constant(1)],
      ]),
    )
  }

  private defineUndo(): number {
    const { module, helpers, steps } = this.parts
    const at = 0
    return module.fn(
      0,
      0,
      1,
      concat([
        [getGlobal(helpers.logged), constant(3), op.shl, setLocal(at)],
        [op.block, op.loop, getLocal(at), op.eqz, branchIf(1), step(at, -8)],
        [getLocal(at), load(steps.log), toBytes, getLocal(at), load(steps.log + 4), store(0)],
        [branch(0), op.end, op.end],
      ]),
    )
  }
}
