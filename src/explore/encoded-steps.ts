/**
 * What was learned of steps, in the form and in the memory in which the compiled search goes through it:
 * trees over the fields of packed states. When a field gets more bits, those are looked at first, and
 * what was there before is what follows where they are 0. Once fields change places all is taken from
 * `StepTree` anew.
 */

import { laneWord, type Machine } from '../machine/machine.ts'
import type { LaneId } from '../machine/code.ts'
import { type Coding, maskOf, type Part } from './coding.ts'
import type { Alternative, NextSteps } from './learned/next-steps.ts'
import type { Look, StepTree } from './learned/step-tree.ts'
import {
  alternativeKind,
  alternativesAt,
  alternativeWord,
  answerWord,
  factors,
  type LoopMemory,
  noChild,
  nodeWord,
  noState,
  recentStates,
} from './wasm/loop-memory.ts'

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
  /** Bytes from the beginning that are taken. */
  used = 0
  private readonly machine: Machine
  private readonly tree: StepTree
  private readonly coding: Coding
  private readonly loop: LoopMemory
  private readonly view: () => Int32Array
  private readonly hung = new Map<Look, Hung>()
  /** Nodes by the word that they look at. */
  private readonly looks = new Map<number, Look[]>()
  private readonly addresses = new Map<NextSteps, number>()
  /** Answers by the words that decide for them. */
  private readonly deciding = new Map<number, number[]>()
  private room: number

  /** `view`: the memory as it is now; `room`: bytes from `loop.end` on. */
  constructor(
    machine: Machine,
    tree: StepTree,
    coding: Coding,
    loop: LoopMemory,
    view: () => Int32Array,
    room: number,
  ) {
    this.machine = machine
    this.tree = tree
    this.coding = coding
    this.loop = loop
    this.view = view
    this.room = room
    this.reset(room)
  }

  /** Forgets everything; there are `room` bytes now. */
  reset(room = this.room): void {
    const { loop, machine } = this
    this.room = room
    this.used = 0
    this.hung.clear()
    this.looks.clear()
    this.addresses.clear()
    this.deciding.clear()
    const { recent } = loop
    this.view().fill(noState, recent / 4, recent / 4 + recentStates * (1 + machine.setupLane))
    this.view().fill(noChild, loop.roots / 4, loop.roots / 4 + machine.lanes.length)
    for (const lane of machine.spinners) this.placeMark(lane)
  }

  addressOf(steps: NextSteps): number | undefined {
    return this.addresses.get(steps)
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
    for (const lane of this.machine.spinners) this.placeMark(lane)
    for (const answer of this.deciding.get(index) ?? []) this.markDeciding(answer, part)
    return inRoom(() => {
      for (const look of this.looks.get(index) ?? []) this.insert(look, part)
    })
  }

  private addPath(lane: LaneId, state: Int32Array): void {
    const { looks, answer } = this.tree.pathOf(lane)
    let slot = this.loop.roots / 4 + lane
    for (const look of looks) slot = this.follow(slot, look, state)
    const { steps } = answer
    if (this.view()[slot] === noChild)
      this.put(slot, (this.addresses.get(steps) ?? this.place(steps, looks)) + 1)
  }

  /** From the word that holds a node's address to the one for what comes after it. */
  private follow(from: number, look: Look, state: Int32Array): number {
    const hung = this.hang(look, from)
    const field = this.coding.fieldOf(look.word)
    // Has had only one value so far.
    if (field === undefined) return from
    if (this.view()[from] === noChild) {
      hung.address ??= this.placeNode(cutsOf(field.parts)[0]!)
      this.put(from, hung.address)
    }
    const code = this.coding.codeOf(look.word, state[look.word]!)
    let slot = from
    for (const cut of cutsOf(field.parts)) {
      if (this.view()[slot] === noChild) this.put(slot, this.placeNode(cut))
      slot = childOf(this.view()[slot]!, code >>> cut.low, cut)
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
    const before = this.view()[hung.slot]!
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
    this.view()[slot] = address
  }

  private take(bytes: number): number {
    const at = this.loop.end + this.used
    this.used += bytes
    if (this.used > this.room) throw new OutOfRoom()
    return at
  }

  private placeNode({ word, shift, bits }: Part): number {
    const children = 2 ** bits
    const at = this.take(nodeWord.children + 4 * children)
    const view = this.view()
    view[(at + nodeWord.offset) / 4] = 4 * word
    view[(at + nodeWord.turn) / 4] = (shift + 30) % 32
    view[(at + nodeWord.mask) / 4] = maskOf(bits) << 2
    const first = (at + nodeWord.children) / 4
    view.fill(noChild, first, first + children)
    return at
  }

  private place(steps: NextSteps, looks: readonly Look[]): number {
    const { lane, stands, touched, alternatives, isAsleep } = steps
    const at = this.take(alternativesAt(this.coding.words))
    this.addresses.set(steps, at)
    const view = this.view()
    view.fill(0, at / 4, (this.loop.end + this.used) / 4)
    view[(at + answerWord.enabled) / 4] = stands === 'enabled' ? 1 << lane : 0
    view[(at + answerWord.blocked) / 4] = stands === 'blocked' ? 1 << lane : 0
    view[(at + answerWord.asleep) / 4] = isAsleep ? 1 << lane : 0
    for (const name of ['all', 'written', 'plain', 'plainlyWritten'] as const)
      view[(at + answerWord[name]) / 4] = touched[name]
    for (const { word } of looks) this.letDecide(word, at)
    for (const [choice, alternative] of alternatives.entries())
      this.placeAlternative(alternative, (lane << 16) | choice)
    view[(at + answerWord.end) / 4] = this.loop.end + this.used
    return at
  }

  private letDecide(word: number, answer: number): void {
    const alike = this.deciding.get(word)
    if (alike === undefined) this.deciding.set(word, [answer])
    else alike.push(answer)
    for (const part of this.coding.fieldOf(word)?.parts ?? []) this.markDeciding(answer, part)
  }

  private markDeciding(answer: number, { word, shift, bits }: Part): void {
    const at = (answer + answerWord.deciding) / 4 + word
    this.view()[at]! |= maskOf(bits) << shift
  }

  /** What marks a lane that waits in a retry loop. */
  private placeMark(lane: LaneId): void {
    const field = this.coding.fieldOf((this.machine.laneBase[lane] ?? 0) + laneWord.dirty)
    const part = field?.parts[0]
    if (part === undefined || lane >= this.machine.setupLane) return
    const by = 1 << part.shift
    const mark = [4 * part.word, by, Math.imul(by, factors[part.word] ?? 1)]
    this.view().set(mark, this.loop.marks / 4 + 4 * lane)
  }

  private placeAlternative(alternative: Alternative, entry: number): void {
    const { kind, changes } = alternativeWord
    const isFine = alternative.faults.length === 0
    const added = isFine ? this.addedBy(alternative) : new Map<number, number>()
    const at = this.take(changes + 8 * added.size)
    const view = this.view()
    let hash = 0
    let next = (at + changes) / 4
    for (const [word, by] of added) {
      hash = (hash + Math.imul(by, factors[word] ?? 1)) | 0
      view[next++] = 4 * word
      view[next++] = by
    }
    view[(at + kind) / 4] = isFine ? alternativeKind.fine : alternativeKind.faulty
    view[(at + alternativeWord.entry) / 4] = entry
    view[(at + alternativeWord.wakes) / 4] = alternative.wakes ? 1 : 0
    view[(at + alternativeWord.hash) / 4] = hash
    view[(at + alternativeWord.end) / 4] = 4 * next
  }

  /** Per packed word what the step adds to it. */
  private addedBy({ writes }: Alternative): ReadonlyMap<number, number> {
    const added = new Map<number, number>()
    for (let i = 0; i < writes.length; i += 3) {
      const index = writes[i]!
      const field = this.coding.fieldOf(index)
      if (field === undefined) throw new Error(`word ${index} is written and has no field`)
      const [old, now] = [writes[i + 1]!, writes[i + 2]!].map((each) =>
        this.coding.codeOf(index, each),
      ) as [number, number]
      for (const { word, shift, bits, low } of field.parts) {
        const by = ((now >>> low) & maskOf(bits)) - ((old >>> low) & maskOf(bits))
        if (by !== 0) added.set(word, ((added.get(word) ?? 0) + (by << shift)) | 0)
      }
    }
    return added
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

class OutOfRoom extends Error {}

function inRoom(work: () => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    if (error instanceof OutOfRoom) return false
    throw error
  }
}
