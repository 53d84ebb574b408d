/** Successors by what was learned of steps: the same answers as `Expander`, many times as fast. */

import type { LaneId, Pc } from '../../machine/code.ts'
import { laneWord, type Machine } from '../../machine/machine.ts'
import { type DataRace, racesBetween } from '../../machine/races.ts'
import { Expander, type Standing, type Successors, type Visitor } from '../expander.ts'
import { type Alternative, mayRace, type NextSteps } from './next-steps.ts'
import { StepTree } from './step-tree.ts'

/** Answers after which it is asked whether learning pays. */
const manyLearned = 1 << 13

/** Nearly every state needs answers of its own: then asking the stepper each time takes less. */
export function isInVain(learned: number, states: number): boolean {
  return learned > manyLearned && 4 * learned > states
}

/** The expander to go on with: the plain one, on the same state, where learning is in vain. */
export function goOnWith<E extends Successors>(machine: Machine, expander: E): E | Expander {
  const isDone = expander instanceof LearnedExpander && expander.learnsInVain
  return isDone ? new Expander(machine, expander.state) : expander
}

/** About what an answer takes, with its part of the trees. */
const bytesPerAnswer = 1_500

/** Pairs of next steps of which the races are kept; others are looked for again. */
const mostPairs = 1 << 17

export class LearnedExpander implements Successors {
  readonly state: Int32Array
  readonly standing: Standing = { enabled: 0, blocked: 0 }
  readonly log: number[] = []
  readonly tree: StepTree
  logged = 0
  /** What the step that is being told is named after. */
  main: Pc = 0
  private readonly machine: Machine
  private readonly lanes: number
  /** Lanes that a write of another marks, one bit each. */
  private asleep = 0
  private looks = 0
  private readonly tellsAll: boolean
  /** Of each lane, in the state that was looked at last. */
  readonly next: NextSteps[] = []
  private readonly toldFaults = new Set<Alternative>()
  private readonly toldRaces = new Set<number>()
  private readonly known = new Map<number, readonly DataRace[]>()

  /** `tellsAll`: tell a fault or a race every time, not only when it is new. */
  constructor(machine: Machine, tellsAll: boolean, mostNodes?: number) {
    this.machine = machine
    this.state = new Int32Array(machine.stateSize)
    this.tree = new StepTree(machine, this.state, mostNodes)
    this.lanes = machine.setupLane
    this.tellsAll = tellsAll
  }

  expand(visitor: Visitor): void {
    this.look()
    const { next, lanes } = this
    for (let lane = 0; lane < lanes; lane++) {
      const { alternatives } = next[lane]!
      for (let choice = 0; choice < alternatives.length; choice++)
        this.take(lane, choice, alternatives[choice]!, visitor)
    }
  }

  /** How the lanes stand and what they do next; `races` are those of this state then. */
  look(): void {
    const { next, standing, tree, lanes } = this
    standing.enabled = 0
    standing.blocked = 0
    this.asleep = 0
    this.looks++
    for (let lane = 0; lane < lanes; lane++) {
      const steps = tree.nextSteps(lane)
      next[lane] = steps
      if (steps.isAsleep) this.asleep |= 1 << lane
      if (steps.stands === 'enabled') standing.enabled |= 1 << lane
      else if (steps.stands === 'blocked') standing.blocked |= 1 << lane
    }
  }

  get learnsInVain(): boolean {
    return isInVain(this.tree.learned, this.looks)
  }

  get bytes(): number {
    return bytesPerAnswer * this.tree.kept
  }

  /** Of the state that was looked at last. */
  get races(): readonly DataRace[] {
    const { enabled } = this.standing
    if ((enabled & (enabled - 1)) === 0) return none
    let found: DataRace[] | undefined
    for (const [left, right] of this.pairs()) {
      const races = this.racesOf(left, right)
      if (races.length > 0) (found ??= []).push(...races)
    }
    return found ?? none
  }

  /** Next steps that touch the same words in ways that may be a race. */
  pairs(): readonly (readonly [NextSteps, NextSteps])[] {
    const { next, lanes } = this
    let found: (readonly [NextSteps, NextSteps])[] | undefined
    for (let left = 0; left < lanes; left++) {
      if (next[left]!.touched.all === 0) continue
      for (let right = left + 1; right < lanes; right++) {
        if (mayRace(next[left]!.touched, next[right]!.touched))
          (found ??= []).push([next[left]!, next[right]!])
      }
    }
    return found ?? noPairs
  }

  private racesOf(left: NextSteps, right: NextSteps): readonly DataRace[] {
    if (left.footprint === undefined || right.footprint === undefined) return none
    const pair = left.id * 2 ** 26 + right.id
    let races = this.tree.isFull ? undefined : this.known.get(pair)
    if (races === undefined) {
      races = racesBetween(left.footprint, right.footprint)
      if (this.known.size >= mostPairs) this.known.clear()
      if (!this.tree.isFull) this.known.set(pair, races)
    }
    if (races.length === 0 || this.tellsAll || this.tree.isFull) return races
    if (this.toldRaces.has(pair)) return none
    this.toldRaces.add(pair)
    return races
  }

  /** Takes a step for good; `choice` is any number, of alternatives in a circle. */
  go(lane: LaneId, choice: number): void {
    const { alternatives } = this.next[lane]!
    this.apply(lane, alternatives[choice % alternatives.length]!)
  }

  private take(lane: LaneId, choice: number, alternative: Alternative, visitor: Visitor): void {
    const { state, log } = this
    const { faults } = alternative
    this.apply(lane, alternative)
    visitor.step(lane, choice, faults.length === 0 ? faults : this.toTell(alternative))
    for (let i = log.length - 2; i >= 0; i -= 2) state[log[i]!] = log[i + 1]!
  }

  private apply(lane: LaneId, { writes, wakes, main }: Alternative): void {
    const { state, log } = this
    let count = 0
    for (let i = 0; i < writes.length; i += 3) {
      const index = writes[i]!
      log[count++] = index
      log[count++] = writes[i + 1]!
      state[index] = writes[i + 2]!
    }
    if (wakes) count = this.wake(lane, count)
    log.length = count
    this.logged = count / 2
    this.main = main
  }

  /** Marks those that wait in retry loops for any change; the entries of the log. */
  private wake(by: LaneId, logged: number): number {
    const { next, asleep, log, state } = this
    if ((asleep & ~(1 << by)) === 0) return logged
    let count = logged
    for (const { lane, isAsleep } of next) {
      if (!isAsleep || lane === by) continue
      const flag = this.machine.laneBase[lane]! + laneWord.dirty
      log[count++] = flag
      log[count++] = 0
      state[flag] = 1
    }
    return count
  }

  private toTell(alternative: Alternative): Alternative['faults'] | 'told-before' {
    if (this.tellsAll || this.tree.isFull) return alternative.faults
    if (this.toldFaults.has(alternative)) return 'told-before'
    this.toldFaults.add(alternative)
    return alternative.faults
  }
}

const none: readonly DataRace[] = []
const noPairs: readonly (readonly [NextSteps, NextSteps])[] = []
