/** Which lanes can take a step in a state, and why the others cannot. */

import type { Address, Instr, LaneCode, LaneId, Pc } from './code.ts'
import { Evaluator } from './evaluator.ts'
import { silent } from './events.ts'
import { type Holder, holdersIn } from './holders.ts'
import { laneStatus, laneWord, type Machine, pcOf, statusOf } from './machine.ts'
import { objectOf } from './memory.ts'

export type Blocked =
  | { readonly kind: 'lock'; readonly lock: Address; readonly holders: readonly Holder[] }
  /**
   * Until these lanes have left the read sections that they were in when the wait began, or have done
   * what else the domain waits for; `inside` are those of them that hold it for reading.
   */
  | {
      readonly kind: 'grace-period'
      readonly domain: Address
      readonly readers: readonly LaneId[]
      readonly inside: readonly LaneId[]
    }
  | { readonly kind: 'event'; readonly text: string }
  /** A retry loop: another round is pointless until somebody writes. */
  | { readonly kind: 'spin' }

export type Readiness =
  /** `options` has one entry per alternative when the step begins with a choice, else none. */
  | { readonly kind: 'ready'; readonly pc: Pc; readonly options: readonly string[] }
  | { readonly kind: 'blocked'; readonly pc: Pc; readonly why: Blocked }
  | { readonly kind: 'not-started' | 'done' | 'crashed' }

const noOptions: readonly string[] = []

export function readiness(machine: Machine, state: Int32Array, lane: LaneId): Readiness {
  switch (statusOf(machine, state, lane)) {
    case laneStatus.notStarted:
      return { kind: 'not-started' }
    case laneStatus.done:
      return { kind: 'done' }
    case laneStatus.crashed:
      return { kind: 'crashed' }
  }
  const pc = pcOf(machine, state, lane)
  const first = firstOf(machine.lanes[lane], pc)
  if (first?.op === 'relax') {
    const dirty = state[(machine.laneBase[lane] ?? 0) + laneWord.dirty]
    return dirty === 0
      ? { kind: 'blocked', pc, why: { kind: 'spin' } }
      : { kind: 'ready', pc, options: noOptions }
  }
  if (first?.op === 'await') {
    const evaluator = new Evaluator(machine, state, silent)
    if (!evaluator.holds(lane, first.cond)) {
      return { kind: 'blocked', pc, why: explain(machine, state, lane, first, evaluator) }
    }
  }
  return { kind: 'ready', pc, options: first?.op === 'choose' ? first.options : noOptions }
}

/** Lanes that can take a step now. */
export function enabledLanes(machine: Machine, state: Int32Array): readonly LaneId[] {
  return [...machine.lanes.keys()].filter(
    (lane) => lane !== machine.setupLane && readiness(machine, state, lane).kind === 'ready',
  )
}

/** The instruction that decides whether a lane can go on: inside an atomic block its first one. */
function firstOf(lane: LaneCode | undefined, pc: Pc): Instr | undefined {
  const instr = lane?.code[pc]
  return instr?.op === 'atomic-begin' ? lane?.code[pc + 1] : instr
}

function explain(
  machine: Machine,
  state: Int32Array,
  lane: LaneId,
  instr: Instr & { readonly op: 'await' },
  evaluator: Evaluator,
): Blocked {
  const { wait } = instr
  switch (wait.kind) {
    case 'event':
      return wait
    case 'lock': {
      const lock = evaluator.peek(lane, wait.lock)
      return { kind: 'lock', lock, holders: holdersOf(machine, state, lock) }
    }
    case 'grace-period': {
      const domain = evaluator.peek(lane, wait.domain)
      const mask = wait.lanes === undefined ? undefined : evaluator.peek(lane, wait.lanes)
      const holders = holdersOf(machine, state, domain).map((holder) => holder.lane)
      const readers =
        mask === undefined
          ? holders
          : [...machine.lanes.keys()].filter((each) => ((mask >> each) & 1) === 1)
      const inside = readers.filter((each) => holders.includes(each))
      return { kind: 'grace-period', domain, readers, inside }
    }
  }
}

function holdersOf(machine: Machine, state: Int32Array, lock: Address): readonly Holder[] {
  if (objectOf(machine.memory, lock) === undefined) return []
  return holdersIn(state[lock] ?? 0, machine.lanes.length)
}

/** The lock or read section of its own that a blocked lane waits for: it can never go on. */
export function waitsForItself(
  lane: LaneId,
  blocked: Blocked,
): { readonly lock: Address; readonly grace: boolean } | undefined {
  switch (blocked.kind) {
    case 'lock':
      return blocked.holders.some((holder) => holder.lane === lane)
        ? { lock: blocked.lock, grace: false }
        : undefined
    case 'grace-period':
      return blocked.readers.includes(lane) ? { lock: blocked.domain, grace: true } : undefined
    case 'event':
    case 'spin':
      return undefined
  }
}
