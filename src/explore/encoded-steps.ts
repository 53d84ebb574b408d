/**
 * What was learned of steps, in the form and in the memory in which the compiled search goes through it:
 * trees over the fields of packed states. When a field gets more bits, those are looked at first, and
 * what was there before is what follows where they are 0. Once fields change places all is taken from
 * `StepTree` anew.
 */

import type { LaneId } from '../machine/code.ts'
import type { Machine } from '../machine/machine.ts'
import { type Coding, maskOf, type Part } from './coding.ts'
import { EncodedAnswers } from './encoded-answers.ts'
import type { Answer, Look, StepTree } from './learned/step-tree.ts'
import type { SearchMemory } from './search-memory.ts'
import { inRoom, StepRoom } from './step-room.ts'
import { noChild, nodeWord } from './wasm/loop-memory.ts'

export class EncodedSteps {
  readonly answers: EncodedAnswers
  private readonly lanes: number
  private readonly tree: StepTree
  private readonly coding: Coding
  private readonly memory: SearchMemory
  private readonly room: StepRoom
  /** Those that the trees have, by the word that they look at. */
  private readonly looks: Look[][]
  /** Per look the word that holds its node's address, or that of what follows it as long as it has none. */
  private slots: number[] = []
  /** Per look whether its word has a field, so that there is a node. */
  private hasNode: boolean[] = []

  constructor(machine: Machine, tree: StepTree, coding: Coding, memory: SearchMemory) {
    this.lanes = machine.setupLane
    this.tree = tree
    this.coding = coding
    this.looks = Array.from({ length: machine.stateSize }, () => [])
    this.memory = memory
    this.room = new StepRoom(memory)
    this.answers = new EncodedAnswers(machine, coding, this.room)
    this.clear()
  }

  clear(): void {
    const { lanes, room } = this
    const { roots } = room.loop
    room.clear()
    this.memory.forgetRecent()
    this.slots = []
    this.hasNode = []
    for (const looks of this.looks) looks.length = 0
    this.answers.clear()
    room.view.fill(noChild, roots / 4, roots / 4 + lanes)
  }

  /**
   * Adds what a lane does next in a state that the tree knows and whose values have codes; false when
   * there is not enough room, and all must be forgotten.
   */
  add(lane: LaneId, state: Int32Array): boolean {
    return inRoom(() => this.addPath(lane, state))
  }

  /** Adds all that the trees know; as `add`, and all of it must be such that it could be. */
  addAll(): boolean {
    const values = new Int32Array(this.looks.length)
    return inRoom(() => {
      for (let lane = 0; lane < this.lanes; lane++)
        this.addBelow(this.tree.rootOf(lane), this.room.loop.roots / 4 + lane, [], values)
    })
  }

  private addBelow(
    at: Look | Answer | undefined,
    slot: number,
    looks: Look[],
    values: Int32Array,
  ): void {
    if (at === undefined) return
    if (at.kind === 'answer') {
      this.put(slot, this.answers.place(at.steps, looks, values) + 1)
      return
    }
    looks.push(at)
    for (const [value, next] of at.entries()) {
      values[at.word] = value
      this.addBelow(next, this.follow(slot, at, values), looks, values)
    }
    looks.pop()
  }

  /** A field has got these bits; false when there is not enough room to look at them. */
  lookAt(index: number, part: Part): boolean {
    this.answers.widen(index, part)
    return inRoom(() => {
      for (const look of this.looks[index] ?? []) this.insert(look, part)
    })
  }

  private addPath(lane: LaneId, state: Int32Array): void {
    const { looks, answer } = this.tree.pathOf(lane)
    let slot = this.room.loop.roots / 4 + lane
    for (const look of looks) slot = this.follow(slot, look, state)
    if (this.room.view[slot] === noChild)
      this.put(slot, this.answers.place(answer.steps, looks, state) + 1)
  }

  /** From the word that holds a node's address to the one for what comes after it. */
  private follow(from: number, look: Look, state: Int32Array): number {
    const { word, id } = look
    const field = this.coding.fieldOf(word)
    if (this.slots[id] === undefined) {
      this.slots[id] = from
      this.hasNode[id] = field !== undefined
      this.looks[word]!.push(look)
    }
    // Has had only one value so far.
    if (field === undefined) return from
    const code = this.coding.codeOf(word, state[word]!)
    let slot = from
    // The highest bits first: those were given to the field last.
    for (let i = field.parts.length - 1; i >= 0; i--) {
      const part = field.parts[i]!
      if (this.room.view[slot] === noChild) this.put(slot, this.placeNode(part))
      slot = childOf(this.room.view[slot]!, code >>> part.low, part)
    }
    return slot
  }

  /** Looks at the bits before what is there, which then follows where they are 0. */
  private insert(look: Look, part: Part): void {
    const { id } = look
    const slot = this.slots[id]!
    const before = this.room.view[slot]!
    const address = this.placeNode(part)
    const below = childOf(address, 0, part)
    this.put(slot, address)
    this.put(below, before)
    if (this.hasNode[id] !== true) this.rehang(look, slot, below)
    this.hasNode[id] = true
  }

  /** What followed a look without a node hung at its place. */
  private rehang(look: Look, slot: number, below: number): void {
    for (const [, next] of look.entries()) {
      if (next.kind !== 'look' || this.slots[next.id] !== slot) continue
      this.slots[next.id] = below
      if (this.hasNode[next.id] !== true) this.rehang(next, slot, below)
    }
  }

  private put(slot: number, address: number): void {
    this.room.view[slot] = address
  }

  private placeNode({ word, shift, bits }: Part): number {
    const children = 2 ** bits
    const at = this.room.take(nodeWord.children + 4 * children)
    const { view } = this.room
    view[(at + nodeWord.offset) / 4] = 4 * word
    view[(at + nodeWord.turn) / 4] = (shift + 30) % 32
    view[(at + nodeWord.mask) / 4] = maskOf(bits) << 2
    const first = (at + nodeWord.children) / 4
    view.fill(noChild, first, first + children)
    return at
  }
}

/** Word of the node that holds what follows for a code. */
function childOf(address: number, code: number, { bits }: Part): number {
  return (address + nodeWord.children) / 4 + (code & maskOf(bits))
}
