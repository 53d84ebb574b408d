/** Names what goes wrong in the states of a compiled search: its loop only knows that something does. */

import type { LaneId } from '../machine/code.ts'
import { type Machine, pcOf } from '../machine/machine.ts'
import type { EncodedAnswers } from './encoded-answers.ts'
import type { FoundFailures } from './found-failures.ts'
import type { LearnedExpander } from './learned/learned-expander.ts'
import type { LookedAtPairs } from './looked-at-pairs.ts'
import { noteStanding } from './standing.ts'
import type { StateStore } from './state-store.ts'
import { loopWord } from './wasm/loop-memory.ts'

export interface TellerParts {
  readonly machine: Machine
  readonly found: FoundFailures
  readonly expander: LearnedExpander
  readonly store: StateStore
  readonly answers: EncodedAnswers
  readonly pairs: LookedAtPairs
}

export class StateTeller {
  private readonly parts: TellerParts

  constructor(parts: TellerParts) {
    this.parts = parts
  }

  /** What the loop found about the state that it has just left. */
  tell(): void {
    const { machine, found, expander, store, answers, pairs } = this.parts
    const state = store.get(loopWord.taken) - 1
    this.tellFaults(state)
    expander.look()
    noteStanding(machine, expander, found, state, 0, store.get(loopWord.depth))
    const next = expander.next.flatMap((steps) => answers.addressOf(steps) ?? [])
    for (const [at, one] of next.entries())
      for (const other of next.slice(at + 1)) pairs.add(one, other)
  }

  /** A lane waits for ever in that state while others go on. */
  tellEndlessWait(state: number, lane: LaneId): void {
    const { machine, found, expander, store } = this.parts
    store.load(state, expander.state)
    const pc = pcOf(machine, expander.state, lane)
    found.note({ kind: 'endless-wait', lane, pc }, state, undefined, 0, state)
  }

  /** Leaves the state loaded. */
  private tellFaults(state: number): void {
    const { found, expander, store } = this.parts
    store.load(state, expander.state)
    const depth = store.get(loopWord.depth) + 1
    for (const { lane, choice } of store.takeNews()) {
      const alternative = expander.tree.nextSteps(lane).alternatives[choice]
      for (const { fault, pc } of alternative?.faults ?? [])
        found.note({ kind: 'fault', lane, pc, fault }, state, { lane, choice }, 0, depth)
    }
  }
}
