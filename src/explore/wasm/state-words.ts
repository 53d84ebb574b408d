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
    return this.noneOf(
      (at) => [one, load64(at), other, load64(at), op.xor64],
      (at) => [one, load(at), other, load(at), op.xor],
    )
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
    return this.noneOf(
      (at) => [one, load64(at), other, load64(at), op.and64],
      (at) => [one, load(at), other, load(at), op.and],
    )
  }

  /** 1 when the words are those wanted in the bits of the mask. */
  agree(words: Code, mask: Code, wanted: Code): Code {
    return this.noneOf(
      (at) => [words, load64(at), mask, load64(at), op.and64, wanted, load64(at), op.xor64],
      (at) => [words, load(at), mask, load(at), op.and, wanted, load(at), op.xor],
    )
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

  /** 1 when what is made of the words has no bit set. */
  private noneOf(pair: (at: number) => Code, single: (at: number) => Code): Code {
    const pairs = Math.floor(this.words / 2)
    const inPairs = Array.from({ length: pairs }, (_, i) => [pair(8 * i), i === 0 ? [] : op.or64])
    const isOdd = this.words % 2 === 1
    const last: Code = isOdd ? [single(8 * pairs), op.eqz] : []
    return [inPairs, pairs === 0 ? [] : op.eqz64, last, isOdd && pairs > 0 ? op.and : []]
  }

  private inPairs(pair: (at: number) => Code, single: (at: number) => Code): Code {
    const pairs = Math.floor(this.words / 2)
    const parts = Array.from({ length: pairs }, (_, i) => pair(8 * i))
    return this.words % 2 === 1 ? [...parts, single(8 * pairs)] : parts
  }
}
