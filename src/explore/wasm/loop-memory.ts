/**
 * Where a compiled search keeps what it needs besides the steps: after the steps' own memory come small
 * tables of fixed size, then the table of the states found and, last because it grows, the states.
 */

import type { Machine } from '../../machine/machine.ts'
import type { StepMemory } from './layout.ts'

/** Most words of a packed state, and most fields and parts of fields in it. */
export const mostWords = 256
/** Bytes for what the codes of the fields stand for. */
const valueBytes = 1 << 22
/** Positions of a told race, as a cache: three words, and one to make them four. */
export const toldRaces = { entries: 1 << 10, bytes: 16 } as const
export const mostSuspects = 1 << 12

/** Words that both sides read and write, by their place. */
export const loopWords = [
  'taken',
  'found',
  'depth',
  'levelEnd',
  'transitions',
  'packedBytes',
  'stride',
  'table',
  'states',
  'mask',
  'capacity',
  'mostStates',
  'unfit',
  'unfitValue',
  'news',
  'suspects',
  'enabled',
  'blocked',
  'parentHash',
] as const
export type LoopWord = (typeof loopWords)[number]

/** Why the loop has come back. */
export const loopEnd = {
  budget: 0,
  exhausted: 1,
  full: 2,
  suspects: 3,
  telling: 4,
  unfit: 5,
  limit: 6,
} as const

/** Words of a field's description; those of the later parts of a field end with `next`. */
export const fieldWord = {
  /** Byte offset of the packed word. */
  word: 0,
  shift: 4,
  mask: 8,
  bits: 12,
  /** The packed word's factor in the hash. */
  factor: 16,
  /** Address of the part with the higher bits of the code, 0 for none. */
  next: 20,
  /** Values from `min` on, `span` of them, have their codes in a table; -1 for no code yet. */
  min: 24,
  span: 28,
  codes: 32,
  /** Values of the codes. */
  values: 36,
  count: 40,
  /** Byte offset of the state's word. */
  state: 44,
} as const
export const fieldBytes = 48

export interface LoopMemory {
  /** Byte address of each shared word. */
  readonly word: Readonly<Record<LoopWord, number>>
  /** Per lane, where the accesses of its next step begin and end. */
  readonly starts: number
  readonly ends: number
  /** Steps that go wrong in a new way, as `lane << 4 | choice`. */
  readonly news: number
  readonly suspects: number
  readonly told: number
  /** Per lane and position two words: the step, and how to find out whether it can be taken. */
  readonly rows: number
  /** Per word of the state the address of its field, 0 for none. */
  readonly fieldOf: number
  readonly initial: number
  /** The packed state of which steps are taken. */
  readonly parent: number
  /** Those that its steps lead to, one behind the other, each behind its hash. */
  readonly children: number
  /** Per packed word, where its fields begin in the lists; the lists themselves. */
  readonly lists: number
  readonly listed: number
  readonly factors: number
  readonly fields: number
  readonly mostFields: number
  /** Codes and values of the fields. */
  readonly values: number
  readonly valuesEnd: number
  /** The first byte that is free for table and states. */
  readonly end: number
}

export function loopMemory(machine: Machine, steps: StepMemory): LoopMemory {
  let next = 16 * Math.ceil(steps.end / 16)
  const take = (bytes: number): number => {
    const at = next
    next += 16 * Math.ceil(bytes / 16)
    return at
  }
  const header = take(4 * loopWords.length)
  const word = Object.fromEntries(loopWords.map((name, i) => [name, header + 4 * i]))
  const lanes = machine.lanes.length
  const rows = machine.lanes.reduce((sum, { code }) => sum + code.length, 0)
  const mostFields = 4 * machine.stateSize
  return {
    word: word as Record<LoopWord, number>,
    starts: take(4 * lanes),
    ends: take(4 * lanes),
    news: take(4 * mostSuccessors(machine)),
    suspects: take(4 * mostSuspects),
    told: take(toldRaces.entries * toldRaces.bytes),
    rows: take(8 * rows),
    fieldOf: take(4 * machine.stateSize),
    initial: take(4 * machine.stateSize),
    parent: take(4 * mostWords),
    children: take(4 * (mostWords + 1) * (mostSuccessors(machine) + 1)),
    lists: take(4 * (mostWords + 1)),
    listed: take(4 * mostFields),
    factors: take(4 * mostWords),
    fields: take(fieldBytes * mostFields),
    mostFields,
    values: take(valueBytes),
    valuesEnd: next,
    end: next,
  }
}

/** No state has more: one for each alternative of each lane. */
export function mostSuccessors(machine: Machine): number {
  return machine.lanes.reduce(
    (sum, { code }) =>
      sum +
      code.reduce(
        (most, instr) => Math.max(most, instr.op === 'choose' ? instr.options.length : 1),
        1,
      ),
    0,
  )
}
