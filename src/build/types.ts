/** Field types and structs. */

import type {
  ArrayType,
  EmbedType,
  Field,
  FieldType,
  FnPtrType,
  IntType,
  PtrType,
  Presence,
  StructRole,
  StructType,
  ValueType,
} from '../ir/types.ts'
import type { TagType } from './value.ts'

export const int: IntType = { kind: 'int', name: 'int' }
export const bool: IntType = { kind: 'int', name: 'bool' }
export const tag: TagType = { kind: 'int', name: 'tag' }

/** A pointer; write `ptr(() => Hmm)` where two structs refer to each other. */
export function ptr<F>(struct: StructType<F> | (() => StructType<F>)): PtrType<F> {
  return { kind: 'ptr', to: typeof struct === 'function' ? struct : () => struct }
}

export function embed<F>(struct: StructType<F>): EmbedType<F> {
  return { kind: 'embed', struct }
}

export function fnptr<const P extends readonly ValueType[]>(...params: P): FnPtrType<P> {
  return { kind: 'fnptr', params }
}

export function array<T extends ValueType>(of: T, length: number | 'threads'): ArrayType<T> {
  return { kind: 'array', of, length }
}

/** Field types of a struct, from its field list: for structs that refer to no later struct. */
export type FieldsOf<S> = S extends StructType<infer F> ? F : never

export interface StructOptions {
  /** Name of its objects in the diagram; default the struct's name. */
  readonly alias?: string
  readonly role?: StructRole
  /** Fields that exist in some variants only. */
  readonly only?: Readonly<Record<string, Presence>>
  /** Fields that only `mark` and `observe` touch. */
  readonly ghosts?: readonly string[]
}

/**
 * Declares a struct. Cyclic structs state their fields as an interface first:
 * `const Hmm: StructType<HmmFields> = struct('hmm', { mm: ptr(() => Mm), … })`.
 */
export function struct<F extends { readonly [K in keyof F]: FieldType }>(
  name: string,
  fields: F,
  options: StructOptions = {},
): StructType<F> {
  const list: Field[] = Object.entries<FieldType>(fields).map(([field, type]) => {
    const presence = options.only?.[field]
    const ghost = options.ghosts?.includes(field) === true
    return { name: field, type, ...(presence && { presence }), ...(ghost && { ghost }) }
  })
  return { name, alias: options.alias ?? name, role: options.role ?? 'plain', fields: list }
}

/** A lock: its first word is the ghost word that says who may release it. */
export function lockStruct<F extends { readonly [K in keyof F]: FieldType }>(
  name: string,
  fields: F,
): StructType<F> {
  const made = struct(name, fields, { role: 'lock' })
  return { ...made, fields: [{ name: '(holders)', type: int }, ...made.fields] }
}

/** A struct that is only pointed to here and declared elsewhere, like a forward declaration in C. */
export function forward(name: string): StructType<object> {
  return { name, alias: name, role: 'plain', fields: [] }
}
