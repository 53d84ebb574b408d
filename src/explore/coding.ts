/**
 * How a compiled search packs states. Each word of the state that ever changes has a field, in which the
 * values seen so far have numbers, 0 for the initial one. What is new is learned at once: a field
 * gets more bits wherever there is room, and all states packed before remain valid, because their new
 * bits are 0.
 */

import type { Machine } from '../machine/machine.ts'
import type { Range } from './packing.ts'
import { fieldBytes, fieldWord, type LoopMemory, mostWords } from './wasm/loop-memory.ts'

/** Bits of a packed word. */
export interface Part {
  readonly word: number
  readonly shift: number
  bits: number
  readonly address: number
}

interface Field {
  readonly index: number
  /** By code. */
  readonly values: number[]
  bits: number
  parts: Part[]
  readonly address: number
  min: number
  /** Addresses and room of the tables. */
  codes: number
  span: number
  valuesAt: number
  valuesRoom: number
}

/** Thrown when a program has more values than there is room for. */
export class TooManyValues extends Error {}

const widestTable = 1 << 16

export class Coding {
  /** Words of a packed state. */
  words = 1
  private used: number[] = [0]
  private readonly fields = new Map<number, Field>()
  private readonly loop: LoopMemory
  private readonly initial: Int32Array
  private readonly memory: WebAssembly.Memory
  private fieldCount = 0
  private free: number

  constructor(machine: Machine, initial: Int32Array, loop: LoopMemory, memory: WebAssembly.Memory) {
    this.loop = loop
    this.initial = initial
    this.memory = memory
    this.free = loop.values
    const view = this.view
    view.set(initial, loop.initial / 4)
    // Odd and without pattern: the hash is the sum of the words times these.
    let factor = 0x9e3779b1
    for (let i = 0; i < mostWords; i++) {
      view[loop.factors / 4 + i] = factor | 1
      factor = Math.imul(factor ^ (factor >>> 15), 0x85ebca6b) + 0x3c6ef372
    }
    if (machine.stateSize > loop.mostFields) throw new TooManyValues()
  }

  /** Bytes taken by the tables. */
  get bytes(): number {
    return this.free - this.loop.values + this.fieldCount * fieldBytes
  }

  /** Words that changed so far, with the least and the greatest value of each. */
  get ranges(): ReadonlyMap<number, Range> {
    return new Map(
      [...this.fields].map(([index, { values }]) => [
        index,
        values.reduce(
          ({ min, max }, value) => ({ min: Math.min(min, value), max: Math.max(max, value) }),
          { min: values[0]!, max: values[0]! },
        ),
      ]),
    )
  }

  private get view(): Int32Array {
    return new Int32Array(this.memory.buffer)
  }

  /** Learns that a word of the state may have that value. */
  admit(index: number, value: number): void {
    const field = this.fields.get(index) ?? this.addField(index)
    field.values.push(value)
    if (field.values.length > 2 ** field.bits) {
      this.addBit(field)
      this.list()
    }
    this.cover(field, value)
    this.describe(field)
  }

  /** Some field has more than one part. */
  get isScattered(): boolean {
    return [...this.fields.values()].some(({ parts }) => parts.length > 1)
  }

  /** Gives every field one part, those of an object or a lane side by side, and some a bit to spare. */
  arrange(): readonly (readonly [before: readonly Part[], after: readonly Part[]])[] {
    const moves: (readonly [readonly Part[], readonly Part[]])[] = []
    this.used = [0]
    const ordered = [...this.fields.values()].sort((left, right) => left.index - right.index)
    for (const field of ordered) {
      const before = field.parts
      const needed = Math.ceil(Math.log2(field.values.length + (field.values.length >> 2)))
      field.bits = Math.min(31, Math.max(1, needed))
      if (this.used.at(-1)! + field.bits > 32) this.used.push(0)
      const word = this.used.length - 1
      field.parts = [{ word, shift: this.used[word]!, bits: field.bits, address: field.address }]
      this.used[word]! += field.bits
      moves.push([before, field.parts])
    }
    this.words = this.used.length
    this.checkWords()
    for (const field of ordered) this.describe(field)
    this.list()
    return moves
  }

  private addField(index: number): Field {
    const initial = this.initial[index]!
    const field: Field = {
      index,
      values: [initial],
      bits: 0,
      parts: [],
      address: this.describedAt(),
      min: initial,
      codes: 0,
      span: 0,
      valuesAt: 0,
      valuesRoom: 0,
    }
    this.fields.set(index, field)
    this.view[this.loop.fieldOf / 4 + index] = field.address
    return field
  }

  private describedAt(): number {
    if (this.fieldCount === this.loop.mostFields) throw new TooManyValues()
    return this.loop.fields + fieldBytes * this.fieldCount++
  }

  /** At the end of its last part when there is room, else wherever there is. */
  private addBit(field: Field): void {
    field.bits++
    const last = field.parts.at(-1)
    if (last !== undefined && last.bits < 31) {
      const end = last.shift + last.bits
      if (end < 32 && this.used[last.word] === end) {
        last.bits++
        this.used[last.word] = end + 1
        return
      }
    }
    let word = this.used.findIndex((bits) => bits < 32)
    if (word < 0) word = this.used.push(0) - 1
    const address = last === undefined ? field.address : this.describedAt()
    field.parts.push({ word, shift: this.used[word]!, bits: 1, address })
    this.used[word]!++
    this.words = this.used.length
    this.checkWords()
  }

  private checkWords(): void {
    if (this.words > mostWords) throw new TooManyValues()
  }

  /** Makes tables in which the value has a place, unless it lies too far away. */
  private cover(field: Field, value: number): void {
    const { values } = field
    if (values.length > field.valuesRoom) {
      field.valuesRoom = Math.max(2, 2 * field.valuesRoom)
      field.valuesAt = this.take(field.valuesRoom)
      this.view.set(values, field.valuesAt / 4)
    }
    const view = this.view
    view[field.valuesAt / 4 + values.length - 1] = value
    const at = value - field.min
    if (at < 0 || at >= field.span) this.widen(field, value)
    else view[field.codes / 4 + at] = values.length - 1
  }

  private widen(field: Field, value: number): void {
    const from = Math.min(field.min, value)
    const to =
      field.span === 0 ? Math.max(field.min, value) : Math.max(field.min + field.span - 1, value)
    const needed = to - from + 1
    if (needed > widestTable) return
    field.span = Math.max(4, 2 ** Math.ceil(Math.log2(needed)))
    field.min = from
    field.codes = this.take(field.span)
    const view = this.view
    view.fill(-1, field.codes / 4, field.codes / 4 + field.span)
    for (const [code, each] of field.values.entries()) {
      const at = each - from
      if (at >= 0 && at < field.span) view[field.codes / 4 + at] = code
    }
  }

  private take(words: number): number {
    const at = this.free
    this.free += 4 * words
    if (this.free > this.loop.valuesEnd) throw new TooManyValues()
    return at
  }

  private describe(field: Field): void {
    const view = this.view
    const { factors } = this.loop
    for (const [i, { word, shift, bits, address }] of field.parts.entries()) {
      const put = (name: keyof typeof fieldWord, value: number): void => {
        view[(address + fieldWord[name]) / 4] = value
      }
      put('word', 4 * word)
      put('shift', shift)
      put('mask', 2 ** bits - 1)
      put('bits', bits)
      put('factor', view[factors / 4 + word]!)
      put('next', field.parts[i + 1]?.address ?? 0)
      if (i > 0) continue
      put('min', field.min)
      put('span', field.span)
      put('codes', field.codes)
      put('values', field.valuesAt)
      put('count', field.values.length)
      put('state', 4 * field.index)
    }
  }

  /** Which fields have bits in a word. */
  private list(): void {
    const { loop, view } = this
    const byWord: number[][] = Array.from({ length: this.words }, () => [])
    for (const { parts, address } of this.fields.values()) {
      for (const { word } of parts) byWord[word]!.push(address)
    }
    let at = loop.listed
    for (const [word, addresses] of byWord.entries()) {
      view[loop.lists / 4 + word] = at
      view.set(addresses, at / 4)
      at += 4 * addresses.length
    }
    view[loop.lists / 4 + this.words] = at
  }
}
