/**
 * What every lane does next, learned while searching. A step depends on few words, and most states differ
 * in words that it does not look at: so the machine's stepper is asked once for each combination of
 * values that a step reads, and the answer kept in a tree, one word to a node in the order in which
 * the stepper read them.
 */

import type { LaneId } from '../../machine/code.ts'
import type { Machine } from '../../machine/machine.ts'
import { ensure } from '../../util/ensure.ts'
import { type NextSteps, StepTeacher } from './next-steps.ts'

/** A word that decides, and what follows each of its values. */
export class Look {
  readonly kind = 'look'
  /** Numbered as they were made. */
  readonly id: number
  readonly word: number
  /** The value that was met first: mostly there is no other. */
  private first = 0
  private afterFirst: Look | Answer | undefined
  private others: Map<number, Look | Answer> | undefined

  constructor(id: number, word: number) {
    this.id = id
    this.word = word
  }

  after(value: number): Look | Answer | undefined {
    return value === this.first ? this.afterFirst : this.others?.get(value)
  }

  add(value: number, to: Look | Answer): void {
    if (this.afterFirst === undefined) {
      this.first = value
      this.afterFirst = to
    } else (this.others ??= new Map()).set(value, to)
  }

  /** What follows, by value. */
  *entries(): Generator<readonly [number, Look | Answer]> {
    if (this.afterFirst !== undefined) yield [this.first, this.afterFirst]
    yield* this.others ?? []
  }
}

export interface Answer {
  readonly kind: 'answer'
  readonly steps: NextSteps
}

/** Nodes of all trees together: what is not kept is asked again. */
const mostNodes = 1 << 18

export class StepTree {
  private readonly state: Int32Array
  private readonly teacher: StepTeacher
  private readonly roots: (Look | Answer | undefined)[]
  private readonly mostNodes: number
  /** Answers that were asked for so far, and those that are kept. */
  learned = 0
  kept = 0
  private nodes = 0

  /** `state`: where the words of the state lie. */
  constructor(machine: Machine, state: Int32Array, most = mostNodes) {
    this.state = state
    this.mostNodes = most
    this.teacher = new StepTeacher(machine, state)
    this.roots = machine.lanes.map(() => undefined)
  }

  /** No more is learned. */
  get isFull(): boolean {
    return this.nodes >= this.mostNodes
  }

  /** All that is known of a lane. */
  rootOf(lane: LaneId): Look | Answer | undefined {
    return this.roots[lane]
  }

  /** What the lane does next in the present state. */
  nextSteps(lane: LaneId): NextSteps {
    let at = this.roots[lane]
    while (at !== undefined && at.kind === 'look') at = at.after(this.state[at.word]!)
    return at === undefined ? this.learn(lane) : at.steps
  }

  /** The words that decide what the lane does next, in order, and the answer; all of it is known. */
  pathOf(lane: LaneId): { readonly looks: readonly Look[]; readonly answer: Answer } {
    const looks: Look[] = []
    let at = ensure(this.roots[lane], 'what was learned')
    while (at.kind === 'look') {
      looks.push(at)
      at = ensure(at.after(this.state[at.word]!), 'what was learned')
    }
    return { looks, answer: at }
  }

  private learn(lane: LaneId): NextSteps {
    const { reads, steps } = this.teacher.ask(lane)
    this.learned++
    if (this.isFull) return steps
    this.kept++
    const make = (depth: number): Look | Answer => {
      const id = this.nodes++
      const word = reads[depth]
      return word === undefined ? { kind: 'answer', steps } : new Look(id, word)
    }
    let at = (this.roots[lane] ??= make(0))
    for (let depth = 0; depth < reads.length; depth += 2) {
      if (at.kind !== 'look' || at.word !== reads[depth])
        throw new Error(`lane ${lane}: the same values led to different reads`)
      const value = reads[depth + 1]!
      const known = at.after(value)
      const to = known ?? make(depth + 2)
      if (known === undefined) at.add(value, to)
      at = to
    }
    if (at.kind !== 'answer') throw new Error(`lane ${lane}: the same values led to further reads`)
    return at.steps
  }
}
