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
import type { Look, StepTree } from './learned/step-tree.ts'
import type { SearchMemory } from './search-memory.ts'
import { inRoom, StepRoom } from './step-room.ts'
import { noChild, nodeWord, noState, recentStates } from './wasm/loop-memory.ts'

/** A wider field is looked at in parts, the highest bits first. */
const widestLook = 8

/** Where a node of the tree is. */
interface Hung {
  /** The word that holds its address, or that of what follows it as long as its word has no field. */
  slot: number
  /** Undefined as long as its word has no field. */
  address: number | undefined
}

export class EncodedSteps {
  readonly answers: EncodedAnswers
  private readonly lanes: number
  private readonly tree: StepTree
  private readonly coding: Coding
  private readonly room: StepRoom
  private readonly hung = new Map<Look, Hung>()
  /** Nodes by the word that they look at. */
  private readonly looks = new Map<number, Look[]>()

  constructor(machine: Machine, tree: StepTree, coding: Coding, memory: SearchMemory) {
    this.lanes = machine.setupLane
    this.tree = tree
    this.coding = coding
    this.room = new StepRoom(memory)
    this.answers = new EncodedAnswers(machine, coding, this.room)
    this.clear()
  }

  clear(): void {
    const { lanes, room } = this
    const { recent, roots } = room.loop
    room.clear()
    this.hung.clear()
    this.looks.clear()
    this.answers.clear()
    room.view.fill(noState, recent / 4, recent / 4 + recentStates * (1 + lanes))
    room.view.fill(noChild, roots / 4, roots / 4 + lanes)
  }

  /**
   * Adds what a lane does next in a state that the tree knows and whose values have codes; false when
   * there is not enough room, and all must be forgotten.
   */
  add(lane: LaneId, state: Int32Array): boolean {
    return inRoom(() => this.addPath(lane, state))
  }

  /** A field has got these bits; false when there is not enough room to look at them. */
  lookAt(index: number, part: Part): boolean {
    this.answers.widen(index, part)
    return inRoom(() => {
      for (const look of this.looks.get(index) ?? []) this.insert(look, part)
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
    const hung = this.hang(look, from)
    const field = this.coding.fieldOf(look.word)
    // Has had only one value so far.
    if (field === undefined) return from
    if (this.room.view[from] === noChild) {
      hung.address ??= this.placeNode(cutsOf(field.parts)[0]!)
      this.put(from, hung.address)
    }
    const code = this.coding.codeOf(look.word, state[look.word]!)
    let slot = from
    for (const cut of cutsOf(field.parts)) {
      if (this.room.view[slot] === noChild) this.put(slot, this.placeNode(cut))
      slot = childOf(this.room.view[slot]!, code >>> cut.low, cut)
    }
    return slot
  }

  private hang(look: Look, slot: number): Hung {
    const known = this.hung.get(look)
    if (known !== undefined) return known
    const hung: Hung = { slot, address: undefined }
    this.hung.set(look, hung)
    const alike = this.looks.get(look.word)
    if (alike === undefined) this.looks.set(look.word, [look])
    else alike.push(look)
    return hung
  }

  /** Looks at the bits before what is there, which then follows where they are 0. */
  private insert(look: Look, part: Part): void {
    const hung = this.hung.get(look)
    if (hung === undefined) return
    const isFirst = hung.address === undefined
    const before = this.room.view[hung.slot]!
    let below = hung.slot
    for (const cut of cutsOf([part])) {
      const address = this.placeNode(cut)
      if (below === hung.slot) hung.address = address
      this.put(below, address)
      below = childOf(address, 0, cut)
    }
    this.put(below, before)
    if (isFirst) this.rehang(look, hung.slot, below)
  }

  /** What followed a node that was not there before hung at its place. */
  private rehang(look: Look, slot: number, below: number): void {
    for (const next of look.children()) {
      const hung = next.kind === 'look' ? this.hung.get(next) : undefined
      if (hung?.slot !== slot || next.kind !== 'look') continue
      hung.slot = below
      if (hung.address === undefined) this.rehang(next, slot, below)
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

/** The pieces that are looked at one after the other, the highest bits first. */
function cutsOf(parts: readonly Part[]): readonly Part[] {
  const cuts: Part[] = []
  for (const { word, shift, bits, low } of parts.toReversed()) {
    for (let left = bits; left > 0; ) {
      const cut = Math.min(widestLook, left)
      left -= cut
      cuts.push({ word, shift: shift + left, bits: cut, low: low + left })
    }
  }
  return cuts
}

/** Word of the node that holds what follows for a code. */
function childOf(address: number, code: number, { bits }: Part): number {
  return (address + nodeWord.children) / 4 + (code & maskOf(bits))
}
