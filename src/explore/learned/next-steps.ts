/** What a lane does next where certain words have certain values: the same wherever they have them. */

import { Expander, type FaultAt } from '../expander.ts'
import type { LaneId, Pc } from '../../machine/code.ts'
import type { Access } from '../../machine/events.ts'
import { type Machine, laneWord } from '../../machine/machine.ts'
import type { NextStep } from '../../machine/races.ts'
import { Stepper } from '../../machine/stepper.ts'
import { TrackedWords } from './tracked-words.ts'

/** One way in which the step can go. */
export interface Alternative {
  /** Per changed word three numbers: its index, the old value and the new one. */
  readonly writes: Int32Array
  readonly faults: readonly FaultAt[]
  /** What the step is named after. */
  readonly main: Pc
  /** It wrote something: lanes that are `isAsleep` are marked besides. */
  readonly wakes: boolean
}

/** Addresses, each folded into one of 32 bits: all, those written, plainly accessed, plainly written. */
export interface Touched {
  readonly all: number
  readonly written: number
  readonly plain: number
  readonly plainlyWritten: number
}

export interface NextSteps {
  /** Numbered as they were learned. */
  readonly id: number
  readonly lane: LaneId
  readonly stands: 'enabled' | 'blocked' | 'out'
  readonly alternatives: readonly Alternative[]
  /** In a retry loop, and not marked yet: the flag word is 0 and becomes 1 by a write of another lane. */
  readonly isAsleep: boolean
  /** It may be in a retry loop, and not marked, after the step but not before: a mark before would be lost. */
  readonly fallsAsleep: boolean
  /** Of an enabled lane. */
  readonly footprint: NextStep | undefined
  readonly touched: Touched
}

/** Asks the machine's own stepper, and notes what the answer depends on. */
export class StepTeacher {
  private readonly words: TrackedWords
  private readonly state: Int32Array
  private readonly expander: Expander
  private readonly machine: Machine
  private learned = 0
  /** The step that was taken last has written something. */
  private wakes = false

  /** `state`: where the words of the state lie. */
  constructor(machine: Machine, state: Int32Array) {
    this.machine = machine
    this.state = state
    const words = new TrackedWords(machine, state)
    this.words = words
    const woken = (): void => {
      this.wakes = true
    }
    class TrackedStepper extends Stepper {
      /** All others are left to whoever uses what was learned: a step does not depend on them. */
      protected override wake(lane: LaneId): void {
        const base = this.base(lane)
        const isNew = [laneWord.pc, laneWord.status].some((word) => words.wasWritten(base + word))
        if (isNew) super.wake(lane)
        else woken()
      }
    }
    this.expander = new Expander(machine, words.tracked, TrackedStepper)
  }

  /** What `lane` does next in the present state, which stays as it is; and all words that decide it, as pairs. */
  ask(lane: LaneId): { readonly reads: readonly number[]; readonly steps: NextSteps } {
    const { expander, words } = this
    const alternatives: Alternative[] = []
    let mayRest = false
    words.begin()
    const options = expander.optionsOf(lane)
    const footprint = expander.expandLane(lane, {
      step: (_, __, faults) => {
        const { main } = expander
        const { wakes } = this
        mayRest ||= this.isResting(lane, this.state)
        alternatives.push({ writes: this.writes(), faults: listed(faults), main, wakes })
      },
      undone: () => {
        words.undone()
        this.wakes = false
      },
    })
    const stands = standsWith(options)
    const touched = touchedBy(footprint?.accesses ?? [])
    const id = this.learned++
    const isAsleep = stands !== 'out' && this.isResting(lane, words.tracked)
    const fallsAsleep = mayRest && !isAsleep
    const rests = { isAsleep, fallsAsleep }
    return {
      reads: words.reads,
      steps: { id, lane, stands, alternatives, ...rests, footprint, touched },
    }
  }

  /** In a retry loop, and not marked. */
  private isResting(lane: LaneId, state: Int32Array): boolean {
    const base = this.machine.laneBase[lane] ?? 0
    const instr = this.machine.lanes[lane]?.code[state[base + laneWord.pc] ?? 0]
    return instr?.spin === true && state[base + laneWord.dirty] === 0
  }

  private writes(): Int32Array {
    const { log, logged } = this.expander
    const first = new Map<number, number>()
    for (let i = 0; i < 2 * logged; i += 2) {
      const index = log[i] ?? 0
      if (!first.has(index)) first.set(index, log[i + 1] ?? 0)
    }
    return Int32Array.from(
      [...first].flatMap(([index, old]) => {
        const now = this.state[index] ?? 0
        return now === old ? [] : [index, old, now]
      }),
    )
  }
}

function standsWith(options: number): NextSteps['stands'] {
  if (options === 0) return 'out'
  return options > 0 ? 'enabled' : 'blocked'
}

function listed(faults: readonly FaultAt[] | 'told-before'): readonly FaultAt[] {
  return faults === 'told-before' ? [] : [...faults]
}

function touchedBy(accesses: readonly Access[]): Touched {
  let [all, written, plain, plainlyWritten] = [0, 0, 0, 0]
  for (const { address, kind, marked } of accesses) {
    const bit = 1 << address
    const isWrite = kind === 'write'
    all |= bit
    if (isWrite) written |= bit
    if (!marked) plain |= bit
    if (isWrite && !marked) plainlyWritten |= bit
  }
  return { all, written, plain, plainlyWritten }
}

/** False when the two cannot race; true does not yet mean that they do. */
export function mayRace(left: Touched, right: Touched): boolean {
  const both =
    (left.written & right.plain) |
    (left.plain & right.written) |
    (left.plainlyWritten & right.all) |
    (left.all & right.plainlyWritten)
  return both !== 0
}

/** What words of the state may become by these steps: the index of each, and the value. */
export function* valuesOf(
  machine: Machine,
  steps: NextSteps,
): Generator<readonly [number, number]> {
  for (const { writes } of steps.alternatives)
    for (let i = 0; i < writes.length; i += 3) yield [writes[i]!, writes[i + 2]!]
  if (steps.isAsleep) yield [machine.laneBase[steps.lane]! + laneWord.dirty, 1]
}
