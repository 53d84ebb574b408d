/** Names of words, values and lanes as the page shows them. */

import type { Address, LaneId } from '../machine/code.ts'
import type { Blocked } from '../machine/enabled.ts'
import type { Holder } from '../machine/holders.ts'
import type { Machine } from '../machine/machine.ts'
import type { FieldType } from '../ir/types.ts'
import { objectOf, partName, wordName } from '../machine/memory.ts'

/** Kernel error numbers that functions of the models return. */
const errnoNames: ReadonlyMap<number, string> = new Map([
  [-11, '-EAGAIN'],
  [-12, '-ENOMEM'],
  [-16, '-EBUSY'],
  [-22, '-EINVAL'],
])

/** What a deleted list node points to: addresses that fault. */
const poisons: ReadonlyMap<string, number> = new Map([
  ['LIST_POISON1', -0x100],
  ['LIST_POISON2', -0x200],
])

export function letter(machine: Machine, lane: LaneId): string {
  return machine.lanes[lane]?.letter ?? '?'
}

export function letters(machine: Machine, lanes: readonly LaneId[]): string {
  return listing(lanes.map((lane) => letter(machine, lane)))
}

/** `A`, `A and B`, `A, B and C` */
export function listing(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}

/** The value of the word at `address`, by its type. */
export function wordValue(machine: Machine, address: Address, value: number): string {
  const object = objectOf(machine.memory, address)
  return valueText(machine, object?.words[address - object.base]?.type, value)
}

/** A value as people read it: `NULL`, `→ hmm`, a function's name, or the number. */
function valueText(machine: Machine, type: FieldType | undefined, value: number): string {
  if (type?.kind === 'fnptr' && value !== 0) return machine.fnNames[value - 1] ?? `invalid ${value}`
  if (type?.kind !== 'ptr' && type?.kind !== 'fnptr') return String(value)
  const object = objectOf(machine.memory, value)
  if (object === undefined) return pointerText(machine, value)
  return object.base === value ? `→ ${object.name}` : `→ ${wordName(machine.memory, value)}`
}

/** A pointer to no object: `NULL`, `NULL + 2` for a field at NULL, `LIST_POISON1`, or the number. */
export function pointerText(machine: Machine, value: number): string {
  const { first } = machine.memory
  const isNear = ([, base]: readonly [string, number]): boolean => Math.abs(value - base) < first
  const [name, base] = [['NULL', 0] as const, ...poisons].find(isNear) ?? []
  if (name === undefined || base === undefined) return `the invalid pointer ${value}`
  if (value === base) return name
  return value > base ? `${name} + ${value - base}` : `${name} - ${base - value}`
}

/** What a function returned, by its result type; undefined for a void function. */
export function resultText(
  machine: Machine,
  fn: string,
  value: number | undefined,
): string | undefined {
  const type = machine.program.functions.find((each) => each.name === fn)?.result
  if (type === undefined || value === undefined) return undefined
  if (type.kind === 'int') return errnoNames.get(value) ?? String(value)
  return valueText(machine, type, value)
}

/** Since which step a lane holds a lock, counted from 1; undefined when it holds it from the start. */
export type HeldSince = (lock: Address, lane: LaneId) => number | undefined

/** Completes "waits for …": the lock and its holder, the readers, or the event. */
export function waitText(machine: Machine, why: Blocked, since: HeldSince): string {
  switch (why.kind) {
    case 'lock': {
      const name = partName(machine.memory, why.lock)
      if (why.holders.length === 0) return `${name}, which is free but not yet handed over`
      return `${name}, held by ${listing(why.holders.map((each) => holderText(machine, why.lock, each, since)))}`
    }
    case 'grace-period': {
      const readers = why.readers.map((lane) => readerText(machine, why, lane, since))
      return `a grace period of ${partName(machine.memory, why.domain)}: ${readers.join(', ')}`
    }
    case 'event':
      return why.text
    case 'spin':
      return 'another thread to change something, before it tries again'
  }
}

/** The short form beside the diagram: `hmm->rwsem held by B`. */
export function shortWaitText(machine: Machine, why: Blocked): string {
  switch (why.kind) {
    case 'lock': {
      const holders = why.holders.map((holder) => holder.lane)
      const name = partName(machine.memory, why.lock)
      return holders.length === 0
        ? `${name} not yet handed over`
        : `${name} held by ${letters(machine, holders)}`
    }
    case 'grace-period':
      return `grace period of ${partName(machine.memory, why.domain)}, for ${letters(machine, why.readers)}`
    case 'event':
      return why.text
    case 'spin':
      return 'retries when something changes'
  }
}

function holderText(machine: Machine, lock: Address, holder: Holder, since: HeldSince): string {
  const at = since(lock, holder.lane)
  const mode = holder.mode === 'read' ? ' for reading' : ''
  return `${letter(machine, holder.lane)}${mode}${at === undefined ? '' : ` since step ${at}`}`
}

function readerText(
  machine: Machine,
  { domain, inside }: Blocked & { readonly kind: 'grace-period' },
  lane: LaneId,
  since: HeldSince,
): string {
  const who = letter(machine, lane)
  if (inside.includes(lane)) {
    const at = since(domain, lane)
    return `${who} is in a read section${at === undefined ? '' : ` since step ${at}`}`
  }
  return machine.lanes[lane]?.kind === 'dynamic'
    ? `the callback ${who} has not returned`
    : `${who} has not passed a quiescent state`
}
