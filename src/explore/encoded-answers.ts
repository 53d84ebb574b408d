/** What lanes do next, in the form in which the compiled search uses it once it knows which answer holds. */

import type { LaneId } from '../machine/code.ts'
import { laneWord, type Machine } from '../machine/machine.ts'
import { AnswerBits } from './answer-bits.ts'
import { type Coding, maskOf, type Part } from './coding.ts'
import type { Alternative, NextSteps } from './learned/next-steps.ts'
import type { Look } from './learned/step-tree.ts'
import type { StepRoom } from './step-room.ts'
import {
  alternativeKind,
  alternativesAt,
  alternativeWord,
  answerWord,
  decidedAt,
  factors,
} from './wasm/loop-memory.ts'

export class EncodedAnswers {
  private readonly machine: Machine
  private readonly coding: Coding
  private readonly room: StepRoom
  private readonly addresses = new Map<NextSteps, number>()
  /** Answers by the words that decide for them. */
  private readonly deciding: number[][]
  private readonly bits: AnswerBits

  constructor(machine: Machine, coding: Coding, room: StepRoom) {
    this.machine = machine
    this.coding = coding
    this.room = room
    this.deciding = Array.from({ length: machine.stateSize }, () => [])
    this.bits = new AnswerBits(room)
  }

  clear(): void {
    this.addresses.clear()
    for (const answers of this.deciding) answers.length = 0
    this.bits.clear()
    this.markSleepers()
  }

  addressOf(steps: NextSteps): number | undefined {
    return this.addresses.get(steps)
  }

  /** A field has got these bits. */
  widen(index: number, part: Part): void {
    this.markSleepers()
    const { view } = this.room
    const deciding = answerWord.deciding / 4 + part.word
    for (const answer of this.deciding[index] ?? [])
      view[answer / 4 + deciding]! |= maskOf(part.bits) << part.shift
  }

  /** The address of an answer that holds where these words have the values that they have in the state. */
  place(steps: NextSteps, looks: readonly Look[], state: Int32Array): number {
    const { lane, stands, alternatives, isAsleep } = steps
    const known = this.addresses.get(steps)
    if (known !== undefined) return known
    const at = this.room.take(alternativesAt(this.room.answerWords))
    const view = this.room.view
    view.fill(0, at / 4, this.room.end / 4)
    view[(at + answerWord.enabled) / 4] = stands === 'enabled' ? 1 << lane : 0
    view[(at + answerWord.blocked) / 4] = stands === 'blocked' ? 1 << lane : 0
    view[(at + answerWord.asleep) / 4] = isAsleep ? 1 << lane : 0
    for (const { word } of looks) this.letDecide(word, state[word]!, at, view)
    this.bits.note(at, steps, looks)
    view[(at + answerWord.ways) / 4] = alternatives.length
    for (const [choice, alternative] of alternatives.entries())
      this.placeAlternative(alternative, (lane << 16) | choice)
    view[(at + answerWord.end) / 4] = this.room.end
    this.addresses.set(steps, at)
    return at
  }

  private letDecide(index: number, value: number, answer: number, view: Int32Array): void {
    this.deciding[index]!.push(answer)
    const field = this.coding.fieldOf(index)
    if (field === undefined) return
    const code = this.coding.codeOf(index, value)
    const deciding = (answer + answerWord.deciding) / 4
    const decided = (answer + decidedAt(this.room.answerWords)) / 4
    for (const { word, shift, bits, low } of field.parts) {
      view[deciding + word]! |= maskOf(bits) << shift
      view[decided + word]! |= ((code >>> low) & maskOf(bits)) << shift
    }
  }

  private markSleepers(): void {
    for (const lane of this.machine.spinners)
      if (lane < this.machine.setupLane) this.placeMark(lane)
  }

  /** What marks a lane that waits in a retry loop. */
  private placeMark(lane: LaneId): void {
    const field = this.coding.fieldOf((this.machine.laneBase[lane] ?? 0) + laneWord.dirty)
    const part = field?.parts[0]
    if (part === undefined) return
    const by = 1 << part.shift
    const mark = [4 * part.word, by, Math.imul(by, factors[part.word] ?? 1)]
    this.room.view.set(mark, this.room.loop.marks / 4 + 4 * lane)
  }

  private placeAlternative(alternative: Alternative, entry: number): void {
    const { kind, changes } = alternativeWord
    const isFine = alternative.faults.length === 0
    const added = isFine ? this.addedBy(alternative) : new Map<number, number>()
    const at = this.room.take(changes + 8 * added.size)
    const view = this.room.view
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
