/**
 * How a compiled search packs states. Each word of the state that ever changes has a field, in which the
 * values seen so far have numbers, 0 for the initial one. When a new value has no number to spare, its field
 * gets further bits wherever there is room, and all states packed before remain valid: bits that nobody
 * used are 0.
 */

import { ensure } from '../util/ensure.ts'
import type { Range } from './packing.ts'
import { mostWords } from './wasm/loop-memory.ts'

/** Bits of a packed word: those of a code from `low` on. */
export interface Part {
  readonly word: number
  readonly shift: number
  readonly bits: number
  readonly low: number
}

export interface Field {
  /** The word of the state. */
  readonly index: number
  /** By code. */
  readonly values: number[]
  readonly codes: Map<number, number>
  /** Lowest bits first. */
  parts: Part[]
}

/** Thrown when a program has more values than there is room for. */
export class TooManyValues extends Error {}

const widestField = 24
/** About what a value takes in list and map. */
const bytesPerValue = 48
/** Wider fields have some parts: each is looked at by itself, in as many ways as it has values. */
const widestPart = 8

export class Coding {
  /** Per word of the state. */
  private readonly fields: (Field | undefined)[]
  private readonly initial: Int32Array
  private valueCount = 0
  /** Bits of each packed word that are given away. */
  private used: number[] = [0]
  /** For `decode`: all fields with four numbers each for their first parts, and those that have others. */
  private plan: number[] = []
  private all: Field[] = []
  private scattered: Field[] = []
  /** Fields get a bit more than they need, as long as much is learned. */
  private spare = 1

  constructor(initial: Int32Array) {
    this.initial = initial
    this.fields = Array.from(initial, () => undefined)
  }

  /** Words of a packed state: some to spare as long as much is learned, so that they change seldom. */
  get words(): number {
    const { length } = this.used
    return this.spare === 0 ? length : Math.min(mostWords, Math.max(8, 4 * Math.ceil(length / 4)))
  }

  get bytes(): number {
    return bytesPerValue * this.valueCount
  }

  /** Words that changed so far, with the least and the greatest value of each. */
  get ranges(): ReadonlyMap<number, Range> {
    return new Map(
      this.known.map(({ index, values }) => [
        index,
        values.reduce(
          ({ min, max }, value) => ({ min: Math.min(min, value), max: Math.max(max, value) }),
          { min: values[0]!, max: values[0]! },
        ),
      ]),
    )
  }

  /** In the order of the words of the state. */
  private get known(): readonly Field[] {
    return this.fields.filter((field) => field !== undefined)
  }

  /** Undefined for a word that never changed. */
  fieldOf(index: number): Field | undefined {
    return this.fields[index]
  }

  /** Learns that a word of the state may have that value; the bits that were added for it, if any. */
  admit(index: number, value: number): Part | undefined {
    const field = this.fields[index] ?? this.addField(index, value)
    if (field === undefined || field.codes.has(value)) return undefined
    field.codes.set(value, field.values.push(value) - 1)
    this.valueCount++
    const low = bitsOf(field)
    if (field.values.length <= 2 ** low) return undefined
    if (low >= widestField) throw new TooManyValues()
    const bits = 1 + this.spare
    const free = this.used.findIndex((used) => used + bits <= 32)
    const part = this.place(free < 0 ? this.used.length : free, bits, low)
    field.parts.push(part)
    if (low === 0) this.addToPlan(field)
    // What `decode` makes of its first part is overwritten.
    else if (field.parts.length === 2) this.scattered.push(field)
    return part
  }

  /**
   * Gives every field as many bits as it needs, in one part where they are few, those of an object or a lane
   * side by side.
   * What was packed before is not valid any more, but for the initial state.
   */
  arrange(): void {
    this.used = [0]
    this.spare = 0
    for (const field of this.known) {
      const bits = Math.max(1, Math.ceil(Math.log2(field.values.length)))
      field.parts = []
      for (let low = 0; low < bits; low += widestPart) {
        const width = Math.min(widestPart, bits - low)
        const last = this.used.length - 1
        const word = this.used[last]! + width > 32 ? last + 1 : last
        field.parts.push(this.place(word, width, low))
      }
    }
    this.makePlan()
  }

  /** The code of a state's value, which must be known; the initial one's where the word never changed. */
  codeOf(index: number, value: number): number {
    const field = this.fields[index]
    return field === undefined ? 0 : ensure(field.codes.get(value), `a code for word ${index}`)
  }

  /** Unpacks a state into one whose other words are initial. */
  decode(words: Int32Array, state: Int32Array): void {
    const { plan, all, scattered } = this
    for (let i = 0; i < all.length; i++) {
      const at = 4 * i
      const code = (words[plan[at]!]! >>> plan[at + 1]!) & plan[at + 2]!
      state[plan[at + 3]!] = all[i]!.values[code]!
    }
    for (const { index, values, parts } of scattered) state[index] = values[codeAt(words, parts)]!
  }

  private makePlan(): void {
    this.plan = []
    this.all = []
    this.scattered = []
    for (const field of this.known) this.addToPlan(field)
  }

  private addToPlan(field: Field): void {
    const part = field.parts[0]
    if (part === undefined) return
    this.all.push(field)
    this.plan.push(part.word, part.shift, maskOf(part.bits), field.index)
    if (field.parts.length > 1) this.scattered.push(field)
  }

  /** Undefined for one that would have only its initial value. */
  private addField(index: number, value: number): Field | undefined {
    const initial = this.initial[index] ?? 0
    if (value === initial) return undefined
    const field = { index, values: [initial], codes: new Map([[initial, 0]]), parts: [] }
    this.fields[index] = field
    return field
  }

  private place(word: number, bits: number, low: number): Part {
    if (word >= mostWords) throw new TooManyValues()
    const shift = this.used[word] ?? 0
    this.used[word] = shift + bits
    return { word, shift, bits, low }
  }
}

function bitsOf({ parts }: Field): number {
  const last = parts.at(-1)
  return last === undefined ? 0 : last.low + last.bits
}

export function maskOf(bits: number): number {
  return (1 << bits) - 1
}

function codeAt(words: Int32Array, parts: readonly Part[]): number {
  let code = 0
  for (const { word, shift, bits, low } of parts)
    code |= ((words[word]! >>> shift) & maskOf(bits)) << low
  return code
}
