/** The set of all packed states as WebAssembly: an open-addressing table of their numbers. */

import {
  branch,
  branchIf,
  type Code,
  concat,
  constant,
  getGlobal,
  getLocal,
  load,
  op,
  setLocal,
  store,
  teeLocal,
} from './assembler.ts'
import type { LoopParts } from './loop.ts'
import type { LoopMemory, LoopWord } from './loop-memory.ts'

/** Functions. */
export interface StateTable {
  /** `(isToBeAdded) -> state`: the number of the packed state at `child`, -1 for none. */
  readonly find: number
  /** Fills the empty table. */
  readonly rehash: number
}

/** `hash` and `child` are globals: the hash of the state that is looked for, and its address. */
export function defineStateTable(parts: LoopParts, hash: number, child: number): StateTable {
  return new Table(parts, hash, child).define()
}

export const toBytes: Code = [constant(2), op.shl]

export function step(local: number, by: number): Code {
  return [getLocal(local), constant(by), op.add, setLocal(local)]
}

export function sharedWord({ word }: LoopMemory, name: LoopWord): Code {
  return [constant(0), load(word[name])]
}

export function childWord(child: number, offset: Code): Code {
  return [offset, getGlobal(child), op.add]
}

/** The hash once more mixed: a sum of words is too regular. */
export function mixed(hash: Code, to: number): Code {
  const fold = (by: number): Code => [
    [getLocal(to), getLocal(to), constant(by), op.shrUnsigned, op.xor],
  ]
  return [
    hash,
    setLocal(to),
    fold(15),
    constant(0x2c1b3c6d),
    op.mul,
    setLocal(to),
    fold(13),
    setLocal(to),
  ]
}

class Table {
  private readonly parts: LoopParts
  private readonly hash: number
  private readonly child: number

  constructor(parts: LoopParts, hash: number, child: number) {
    this.parts = parts
    this.hash = hash
    this.child = child
  }

  define(): StateTable {
    return { find: this.defineFind(), rehash: this.defineRehash() }
  }

  private childWord(offset: Code): Code {
    return childWord(this.child, offset)
  }

  private get(name: LoopWord): Code {
    return sharedWord(this.parts.loop, name)
  }

  private entryAt(slot: number): Code {
    return [getLocal(slot), toBytes, this.get('table'), op.add]
  }

  private nextSlot(slot: number): Code {
    return [getLocal(slot), constant(1), op.add, this.get('mask'), op.and, setLocal(slot)]
  }

  private defineFind(): number {
    const { module } = this.parts
    const [adds, hash, slot, entry, known, at, end, mask] = [0, 1, 2, 3, 4, 5, 6, 7]
    return module.fn(
      1,
      1,
      7,
      concat([
        [
          getGlobal(this.hash),
          setLocal(hash),
          this.get('mask'),
          setLocal(mask),
          this.get('packedBytes'),
          setLocal(end),
        ],
        [getLocal(hash), getLocal(mask), op.and, setLocal(slot)],
        [op.block, op.loop, this.entryAt(slot), load(0), teeLocal(entry), op.eqz, branchIf(1)],
        // An entry is the number of a state plus one and, above it, as much of the hash as there is room for.
        [getLocal(entry), getLocal(hash), op.xor, getLocal(mask), constant(-1), op.xor, op.and],
        [op.eqz, op.if, getLocal(entry), getLocal(mask), op.and, constant(1), op.sub],
        [this.get('stride'), op.mul, this.get('states'), op.add, setLocal(known)],
        [constant(0), setLocal(at), op.block, op.loop],
        [getLocal(known), load(0), this.childWord([getLocal(at)]), load(0), op.ne, branchIf(1)],
        [step(known, 4), step(at, 4), getLocal(at), getLocal(end), op.lt, branchIf(0)],
        [getLocal(entry), getLocal(mask), op.and, constant(1), op.sub, op.return],
        [op.end, op.end, op.end],
        [this.nextSlot(slot), branch(0), op.end, op.end],
        [getLocal(adds), op.eqz, op.if, constant(-1), op.return, op.end],
        this.append({ hash, slot, known, at, end, mask }),
      ]),
    )
  }

  private append(
    local: Readonly<Record<'hash' | 'slot' | 'known' | 'at' | 'end' | 'mask', number>>,
  ): Code {
    const { loop } = this.parts
    const { hash, slot, known, at, end, mask } = local
    return concat([
      [this.entryAt(slot), getLocal(hash), getLocal(mask), constant(-1), op.xor, op.and],
      [this.get('found'), constant(1), op.add, op.or, store(0)],
      [this.get('found'), this.get('stride'), op.mul, this.get('states'), op.add, setLocal(known)],
      [constant(0), setLocal(at), op.loop],
      [
        getLocal(known),
        this.childWord([getLocal(at)]),
        load(0),
        store(0),
        step(known, 4),
        step(at, 4),
      ],
      [getLocal(at), getLocal(end), op.lt, branchIf(0), op.end],
      [getLocal(known), this.get('taken'), store(0)],
      [constant(0), this.get('found'), constant(1), op.add, store(loop.word.found)],
      [this.get('found'), constant(1), op.sub],
    ])
  }

  private defineRehash(): number {
    const { module, loop } = this.parts
    const [state, sum, hash, slot, from, at] = [0, 1, 2, 3, 4, 5]
    return module.fn(
      0,
      0,
      6,
      concat([
        [op.block, op.loop, getLocal(state), this.get('found'), op.eq, branchIf(1)],
        [getLocal(state), this.get('stride'), op.mul, this.get('states'), op.add, setLocal(from)],
        [constant(0), setLocal(at), constant(0), setLocal(sum), op.loop],
        [getLocal(from), load(0), getLocal(at), load(loop.factors), op.mul, getLocal(sum), op.add],
        [setLocal(sum), step(from, 4), step(at, 4)],
        [getLocal(at), this.get('packedBytes'), op.lt, branchIf(0), op.end],
        [mixed(getLocal(sum), hash), getLocal(hash), this.get('mask'), op.and, setLocal(slot)],
        [op.block, op.loop, this.entryAt(slot), load(0), op.eqz, branchIf(1)],
        [this.nextSlot(slot), branch(0), op.end, op.end],
        [
          step(state, 1),
          this.entryAt(slot),
          getLocal(hash),
          this.get('mask'),
          constant(-1),
          op.xor,
        ],
        [op.and, getLocal(state), op.or, store(0), branch(0), op.end, op.end],
      ]),
    )
  }
}
