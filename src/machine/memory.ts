/**
 * Where everything lies. The heap is an array of words; as in the kernel the first ones, NULL and what
 * lies in a struct at NULL, belong to nobody. Every other word belongs to an object that is
 * unallocated, live or freed. An allocation takes the next fresh slot of a pool that
 * belongs to the allocating lane and the struct, so that allocations of different lanes commute and
 * freed memory is never handed out again: every later access is caught.
 */

import type { Global } from '../ir/expr.ts'
import {
  embed,
  type LayoutOptions,
  layoutOf,
  type PartInfo,
  sizeOfStruct,
  type WordInfo,
} from '../ir/layout.ts'
import type { FieldType, StructType } from '../ir/types.ts'
import type { Address, LaneId } from './code.ts'

export type ObjectId = number

export const objectStatus = { unallocated: 0, live: 1, freed: 2 } as const

export interface ObjectInfo {
  readonly id: ObjectId
  /** `mirror`, `mirror2`, `hmm.A`; the variable's name for a global. */
  readonly name: string
  readonly type: FieldType
  readonly kind: 'global' | 'pool'
  readonly base: Address
  /** Words. */
  readonly size: number
  /** Lane that allocates it; undefined for a global. */
  readonly lane: LaneId | undefined
  readonly words: readonly WordInfo[]
  /** Locks and refcounts inside it. */
  readonly parts: readonly PartInfo[]
}

export interface Pool {
  readonly lane: LaneId
  readonly struct: StructType
  readonly objects: readonly ObjectId[]
}

export interface Memory {
  readonly objects: readonly ObjectInfo[]
  readonly pools: readonly Pool[]
  /** The first address of an object: below lies only what a NULL pointer seems to point to. */
  readonly first: Address
  /** One past the last word; addresses are `first` … size-1. */
  readonly size: number
  /** Object of each address; -1 below `first`. */
  readonly objectAt: Int16Array
  readonly globalAddress: ReadonlyMap<Global, Address>
}

/** How many objects of each struct a lane may allocate, with the lane's name part. */
export interface LaneAllocations {
  readonly lane: LaneId
  /** Put behind the name where several lanes allocate the struct: `A`. */
  readonly letter: string
  readonly isSetup: boolean
  readonly counts: ReadonlyMap<StructType, number>
}

/** `structs`: all that the program may point to; none of them fits below the first object. */
export function layOutMemory(
  structs: readonly StructType[],
  globals: readonly Global[],
  lanes: readonly LaneAllocations[],
  options: LayoutOptions,
): Memory {
  const objects: ObjectInfo[] = []
  const pools: Pool[] = []
  const first = Math.max(1, ...structs.map((struct) => sizeOfStruct(struct, options)))
  let size = first
  const place = (
    name: string,
    type: FieldType,
    kind: ObjectInfo['kind'],
    lane: LaneId | undefined,
  ): ObjectInfo => {
    const { words, parts } = layoutOf(type, options)
    const object = {
      id: objects.length,
      name,
      type,
      kind,
      base: size,
      size: words.length,
      lane,
      words,
      parts,
    }
    size += words.length
    objects.push(object)
    return object
  }
  const globalAddress = new Map(
    globals.map((global) => [global, place(global.name, global.type, 'global', undefined).base]),
  )
  for (const { lane, counts, letter, isSetup } of lanes) {
    for (const [struct, count] of counts) {
      const shared = lanes.some((other) => other.lane !== lane && other.counts.has(struct))
      const stem = shared && !isSetup ? `${struct.alias}.${letter}` : struct.alias
      const ids = Array.from({ length: count }, (_, i) => {
        return place(i === 0 ? stem : `${stem}${i + 1}`, embed(struct), 'pool', lane).id
      })
      pools.push({ lane, struct, objects: ids })
    }
  }
  const objectAt = new Int16Array(size).fill(-1)
  for (const object of objects) objectAt.fill(object.id, object.base, object.base + object.size)
  return { objects, pools, first, size, objectAt, globalAddress }
}

export function objectOf(memory: Memory, address: Address): ObjectInfo | undefined {
  return memory.objects[memory.objectAt[address] ?? -1]
}

/** `device->mutex.count`, `srcu.nesting[1]`, or the variable's name. */
export function wordName(memory: Memory, address: Address): string {
  const object = objectOf(memory, address)
  if (object === undefined) return address === 0 ? 'NULL' : `address ${address}`
  return joinPath(object, object.words[address - object.base]?.path ?? '')
}

/** The lock or refcount that starts at `address`, by name: `hmm->rwsem`. */
export function partName(memory: Memory, address: Address): string {
  const object = objectOf(memory, address)
  if (object === undefined) return wordName(memory, address)
  const part = object.parts.find((each) => each.offset === address - object.base)
  return part === undefined ? wordName(memory, address) : joinPath(object, part.path)
}

function joinPath(object: ObjectInfo, path: string): string {
  if (path === '') return object.name
  if (object.kind === 'pool') return `${object.name}->${path}`
  return path.startsWith('[') ? `${object.name}${path}` : `${object.name}.${path}`
}
