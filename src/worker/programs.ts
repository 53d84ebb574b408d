/**
 * Programs that are searched one after the other, each once, however often it is asked for. In slices: who
 * asks for a program that is not known yet asks again until it is.
 */

import { StateSearch } from '../explore/state-search.ts'
import type { Verdict } from '../explore/verdict.ts'
import type { Machine } from '../machine/machine.ts'

/** States between two returns to the caller: few, so that a cancel is answered also where they go slowly. */
const burst = 512

export class Programs<Judged> {
  private readonly mostStates: number
  private readonly judge: (machine: Machine, verdict: Verdict) => Judged
  private readonly judged = new Map<string, Judged>()
  private finished = 0
  private current: { readonly machine: Machine; readonly search: StateSearch } | undefined

  /** `mostStates`: of each search; `judge` makes of its verdict what is remembered. */
  constructor(mostStates: number, judge: (machine: Machine, verdict: Verdict) => Judged) {
    this.mostStates = mostStates
    this.judge = judge
  }

  /** States of all searches together. */
  get states(): number {
    return this.finished + (this.current?.search.stats.states ?? 0)
  }

  known(key: string): Judged | undefined {
    return this.judged.get(key)
  }

  /**
   * What is known of a program; if nothing is, goes on searching it. Until then the same program must be
   * asked for. `key` is equal for equal programs.
   */
  advance(key: string, machineOf: () => Machine): Judged | undefined {
    const known = this.judged.get(key)
    if (known !== undefined) return known
    this.current ??= this.start(machineOf())
    const { machine, search } = this.current
    if (!search.advance(burst)) return undefined
    const judged = this.judge(machine, search.verdict())
    this.judged.set(key, judged)
    this.finished += search.stats.states
    this.current = undefined
    return judged
  }

  private start(machine: Machine) {
    return { machine, search: new StateSearch(machine, 'steps', { states: this.mostStates }) }
  }
}
