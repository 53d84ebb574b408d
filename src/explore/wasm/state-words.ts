/** The words of a packed state, as WebAssembly that goes through them one after the other. */

import { type Code, constant, load, load64, op, store, store64 } from './assembler.ts'
import type { Locals } from './frame.ts'
import { factors } from './loop-memory.ts'

export class StateWords {
  readonly words: number

  constructor(words: number) {
    this.words = words
  }

  get bytes(): number {
    return 4 * this.words
  }

  copy(to: Code, from: Code): Code {
    return this.inPairs(
      (at) => [to, from, load64(at), store64(at)],
      (at) => [to, from, load(at), store(at)],
    )
  }

  /** 1 when both are the same. */
  equal(one: Code, other: Code): Code {
    const pairs = Math.floor(this.words / 2)
    const last = 8 * pairs
    const tail: Code = [one, load(last), other, load(last), op.eq]
    if (pairs === 0) return tail
    const differ = Array.from({ length: pairs }, (_, i): Code => {
      const pair: Code = [one, load64(8 * i), other, load64(8 * i), op.xor64]
      return i === 0 ? pair : [pair, op.or64]
    })
    const isOdd = this.words % 2 === 1
    return [differ, op.eqz64, isOdd ? [tail, op.and] : []]
  }

  /** Stores at `to` in which bits the two differ. */
  differences(to: Code, one: Code, other: Code): Code {
    return this.inPairs(
      (at) => [to, one, load64(at), other, load64(at), op.xor64, store64(at)],
      (at) => [to, one, load(at), other, load(at), op.xor, store(at)],
    )
  }

  /** 1 when both have no bit in common. */
  disjoint(one: Code, other: Code): Code {
    const pairs = Math.floor(this.words / 2)
    const last = 8 * pairs
    const tail: Code = [one, load(last), other, load(last), op.and, op.eqz]
    if (pairs === 0) return tail
    const common = Array.from(
      { length: pairs },
      (_, i): Code => [
        [one, load64(8 * i), other, load64(8 * i), op.and64],
        i === 0 ? [] : op.or64,
      ],
    )
    const isOdd = this.words % 2 === 1
    return [common, op.eqz64, isOdd ? [tail, op.and] : []]
  }

  /** The sum that is the hash once it is mixed. */
  sum(from: Code): Code {
    return Array.from(
      { length: this.words },
      (_, i): Code => [
        [from, load(4 * i), constant(factors[i] ?? 1), op.mul],
        i === 0 ? [] : op.add,
      ],
    )
  }

  /** The hash once more mixed: a sum of words is too regular. */
  mix<Name extends string>(local: Locals<Name>, name: Name): Code {
    const fold = (by: number): Code => [
      [local.get(name), local.get(name), constant(by), op.shrUnsigned, op.xor],
    ]
    return [local.set(name, fold(15), constant(0x2c1b3c6d), op.mul), local.set(name, fold(13))]
  }

  private inPairs(pair: (at: number) => Code, single: (at: number) => Code): Code {
    const pairs = Math.floor(this.words / 2)
    const parts = Array.from({ length: pairs }, (_, i) => pair(8 * i))
    return this.words % 2 === 1 ? [...parts, single(8 * pairs)] : parts
  }
}
