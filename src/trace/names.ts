/** Names of words, values and lanes as the page shows them. */

import type { Address, LaneId } from '../machine/code.ts'
import type { Blocked } from '../machine/enabled.ts'
import type { Holder } from '../machine/holders.ts'
import type { Machine } from '../machine/machine.ts'
import { objectOf, partName, valueText } from '../machine/memory.ts'

/** Kernel error numbers that functions of the models return. */
const errnoNames: ReadonlyMap<number, string> = new Map([
  [-11, '-EAGAIN'],
  [-12, '-ENOMEM'],
  [-16, '-EBUSY'],
  [-22, '-EINVAL'],
])

export function letter(machine: Machine, lane: LaneId): string {
  return machine.lanes[lane]?.letter ?? '?'
}

export function letters(machine: Machine, lanes: readonly LaneId[]): string {
  return lanes.map((lane) => letter(machine, lane)).join(' and ')
}

/** The value of the word at `address`, by its type. */
export function wordValue(machine: Machine, address: Address, value: number): string {
  const object = objectOf(machine.memory, address)
  const type = object?.words[address - object.base]?.type
  return valueText(machine.memory, machine.fnNames, type, value)
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
  return valueText(machine.memory, machine.fnNames, type, value)
}

/** Since which step a lane holds a lock, counted from 1; undefined when it holds it from the start. */
export type HeldSince = (lock: Address, lane: LaneId) => number | undefined

/** Completes "waits for …": the lock and its holder, the readers, or the event. */
export function waitText(machine: Machine, why: Blocked, since: HeldSince): string {
  switch (why.kind) {
    case 'lock': {
      const name = partName(machine.memory, why.lock)
      if (why.holders.length === 0) return `${name}, which is free but not yet handed over`
      return `${name}, held by ${why.holders.map((each) => holderText(machine, why.lock, each, since)).join(' and ')}`
    }
    case 'grace-period': {
      const readers = why.readers.map((lane) => {
        const at = since(why.domain, lane)
        return `${letter(machine, lane)} is in a read section${at === undefined ? '' : ` since step ${at}`}`
      })
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
