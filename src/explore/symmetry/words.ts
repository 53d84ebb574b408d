/**
 * What the words of a state are to symmetry: numbers that mean the same whoever is exchanged (positions,
 * statuses), or values that may stand for a thread or an object, which are learned by running.
 */

import { arrayLength, fieldAt, type LayoutOptions, sizeOf } from '../../ir/layout.ts'
import { type FieldType, fieldsWith } from '../../ir/types.ts'
import { laneWord, type Machine } from '../../machine/machine.ts'

export const wordRole = { plain: 0, value: 1, queued: 2, local: 3 } as const

export class StateWords {
  readonly roles: Uint8Array
  /** Of a word in a queue: the word with the queue's length, and the place in the queue. */
  private readonly lengthAt: Int32Array
  private readonly placeInQueue: Int32Array
  /** Of a local: its lane's position, and the first of its contexts. */
  private readonly pcAt: Int32Array
  private readonly firstContext: Int32Array
  private readonly contextStep: Int32Array
  /** Arrays with one element per lane: word of the first element, words of one. */
  readonly laneArrays: readonly { readonly first: number; readonly size: number }[]
  private readonly size: number

  constructor(machine: Machine) {
    const size = machine.stateSize
    this.size = size
    this.roles = new Uint8Array(size)
    this.lengthAt = new Int32Array(size)
    this.placeInQueue = new Int32Array(size)
    this.pcAt = new Int32Array(size)
    this.firstContext = new Int32Array(size)
    this.contextStep = new Int32Array(size)
    const laneArrays: { first: number; size: number }[] = []
    const layout = { threads: machine.lanes.length, switches: machine.program.switches }
    for (const { type, base, size: words } of machine.memory.objects) {
      this.roles.fill(wordRole.value, base, base + words)
      this.lookThrough(type, base, layout, laneArrays)
    }
    this.laneArrays = laneArrays
    let context = 2 * size
    for (const [lane, { code, slots }] of machine.lanes.entries()) {
      const base = machine.laneBase[lane] ?? 0
      const first = base + laneWord.locals
      for (let slot = 0; slot < slots; slot++) {
        this.roles[first + slot] = wordRole.local
        this.pcAt[first + slot] = base + laneWord.pc
        this.firstContext[first + slot] = context + slot
        this.contextStep[first + slot] = slots
      }
      context += (code.length + 1) * slots
    }
  }

  /**
   * What a value in this word may be compared with: a local means something else at another position of
   * its lane, an entry behind the end of a queue is unused.
   */
  contextOf(state: ArrayLike<number>, word: number): number {
    switch (this.roles[word]) {
      case wordRole.local:
        return this.contextAt(word, state[this.pcAt[word]!]!)
      case wordRole.queued:
        return state[this.lengthAt[word]!]! > this.placeInQueue[word]! ? word + this.size : word
      default:
        return word
    }
  }

  /** The context of a local while its lane is at `pc`. */
  contextAt(word: number, pc: number): number {
    return this.firstContext[word]! + pc * this.contextStep[word]!
  }

  private lookThrough(
    type: FieldType,
    at: number,
    layout: LayoutOptions,
    laneArrays: { first: number; size: number }[],
  ): void {
    if (type.kind === 'array' && type.length === 'threads')
      laneArrays.push({ first: at, size: sizeOf(type.of, layout) })
    if (type.kind !== 'embed') return
    const fields = fieldsWith(type.struct, layout.switches ?? [])
    const length = fields.find(({ name }) => name === 'length')
    for (const { name, type: inner } of fields) {
      const first = at + fieldAt(type.struct, name, layout).offset
      if (inner.kind === 'array' && length !== undefined) {
        const lengthAt = at + fieldAt(type.struct, length.name, layout).offset
        for (let i = 0; i < arrayLength(inner.length, layout); i++) {
          this.roles[first + i] = wordRole.queued
          this.lengthAt[first + i] = lengthAt
          this.placeInQueue[first + i] = i
        }
      } else this.lookThrough(inner, first, layout, laneArrays)
    }
  }
}
