/** Where the fields of a struct lie, in words, and what a word is called. */

import { type FieldType, fieldsWith, type StructType } from './types.ts'

/** Sizes depend on the number of lanes, because per-thread arrays do, and on the fields that exist. */
export interface LayoutOptions {
  readonly threads: number
  /** Fixes and questions of the variant; default none. */
  readonly switches?: readonly string[]
}

export function sizeOf(type: FieldType, options: LayoutOptions): number {
  switch (type.kind) {
    case 'int':
    case 'ptr':
    case 'fnptr':
      return 1
    case 'embed':
      return sizeOfStruct(type.struct, options)
    case 'array':
      return arrayLength(type.length, options)
  }
}

export function sizeOfStruct(struct: StructType, options: LayoutOptions): number {
  return placed(struct, options).size
}

export function arrayLength(length: number | 'threads', options: LayoutOptions): number {
  return length === 'threads' ? options.threads : length
}

interface FieldAt {
  readonly offset: number
  readonly type: FieldType
}

interface Placed {
  readonly size: number
  readonly fields: ReadonlyMap<string, FieldAt>
}

/** Every access to a field asks; a struct is laid out once for the same options. */
const known = new WeakMap<LayoutOptions, Map<StructType, Placed>>()

function placed(struct: StructType, options: LayoutOptions): Placed {
  const structs = known.get(options) ?? new Map<StructType, Placed>()
  known.set(options, structs)
  const before = structs.get(struct)
  if (before !== undefined) return before
  const fields = new Map<string, FieldAt>()
  let size = 0
  for (const { name, type } of fieldsWith(struct, options.switches ?? [])) {
    fields.set(name, { offset: size, type })
    size += sizeOf(type, options)
  }
  const made = { size, fields }
  structs.set(struct, made)
  return made
}

/** Offset in words and type of a field; throws for an unknown name, which only a broken model has. */
export function fieldAt(struct: StructType, name: string, options: LayoutOptions): FieldAt {
  const field = placed(struct, options).fields.get(name)
  if (field === undefined) throw new Error(`struct ${struct.name} has no field ${name}`)
  return field
}

/** One word of an object: its path from the object's start (`device->mutex` gives `mutex.count`). */
export interface WordInfo {
  readonly path: string
  readonly type: FieldType
  /** A ghost word lies in no footprint. */
  readonly ghost: boolean
}

/** A struct or array inside an object that has a role of its own: a lock or a refcount. */
export interface PartInfo {
  readonly path: string
  readonly offset: number
  readonly struct: StructType
}

export interface Layout {
  readonly words: readonly WordInfo[]
  readonly parts: readonly PartInfo[]
}

/** Every word and every lock or refcount of a type, outermost first. */
export function layoutOf(type: FieldType, options: LayoutOptions): Layout {
  const words: WordInfo[] = []
  const parts: PartInfo[] = []
  const walk = (at: FieldType, path: string): void => {
    switch (at.kind) {
      case 'int':
      case 'ptr':
      case 'fnptr':
        words.push({ path, type: at, ghost: false })
        return
      case 'array':
        for (let i = 0; i < arrayLength(at.length, options); i++) walk(at.of, `${path}[${i}]`)
        return
      case 'embed':
        walkStruct(at.struct, path)
        return
    }
  }
  const hide = (from: number): void => {
    for (const [i, word] of words.entries()) if (i >= from) words[i] = { ...word, ghost: true }
  }
  const walkStruct = (struct: StructType, path: string): void => {
    if (struct.role !== 'plain') parts.push({ path, offset: words.length, struct })
    const start = words.length
    for (const field of fieldsWith(struct, options.switches ?? [])) {
      const from = words.length
      walk(field.type, path === '' ? field.name : `${path}.${field.name}`)
      if (field.ghost === true) hide(from)
    }
    const first = words[start]
    if (struct.role === 'lock' && first !== undefined) words[start] = { ...first, ghost: true }
  }
  walk(type, '')
  return { words, parts }
}

export function embed(struct: StructType): FieldType {
  return { kind: 'embed', struct }
}
