/**
 * Bits by which the compiled search sees that two next steps are independent (either can be taken first,
 * to the same end), and that they may race.
 */

import type { NextSteps } from './learned/next-steps.ts'
import type { Look } from './learned/step-tree.ts'
import { SharedBits, use } from './shared-bits.ts'
import type { StepRoom } from './step-room.ts'
import { answerWord } from './wasm/loop-memory.ts'

/** The last of 64: a write to any word, for lanes that wait in a retry loop for one. */
const anyWord = 63

export class AnswerBits {
  private readonly room: StepRoom
  /** Of words of the state. */
  private readonly words = new SharedBits(anyWord, use.writes, (answer, bit, how) => {
    this.set(answer + answerWord.reads, bit)
    if ((how & use.writes) !== 0) this.set(answer + answerWord.writes, bit)
  })
  /** Of addresses of the program. */
  private readonly addresses = new SharedBits(32, use.writes | use.plainly, (answer, bit, how) => {
    this.set(answer + answerWord.all, bit)
    const isWritten = (how & use.writes) !== 0
    const isPlain = (how & use.plainly) !== 0
    if (isWritten) this.set(answer + answerWord.written, bit)
    if (isPlain) this.set(answer + answerWord.plain, bit)
    if (isWritten && isPlain) this.set(answer + answerWord.plainlyWritten, bit)
  })

  constructor(room: StepRoom) {
    this.room = room
  }

  clear(): void {
    this.words.clear()
    this.addresses.clear()
  }

  /** Sets those of an answer, which depends on what the looks read, and of others that it meets first. */
  note(answer: number, steps: NextSteps, looks: readonly Look[]): void {
    const { lane, alternatives, fallsAsleep, footprint } = steps
    for (const { word } of looks) this.words.note(word, lane, answer, use.reads)
    for (const { writes, wakes } of alternatives) {
      for (let i = 0; i < writes.length; i += 3)
        this.words.note(writes[i]!, lane, answer, use.writes)
      if (wakes) this.set(answer + answerWord.writes, anyWord)
    }
    if (fallsAsleep) this.set(answer + answerWord.reads, anyWord)
    for (const { address, kind, marked } of footprint?.accesses ?? []) {
      const how = (kind === 'write' ? use.writes : use.reads) | (marked ? 0 : use.plainly)
      this.addresses.note(address, lane, answer, how)
    }
  }

  private set(address: number, bit: number): void {
    this.room.view[address / 4 + (bit >> 5)]! |= 1 << (bit & 31)
  }
}
