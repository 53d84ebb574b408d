/**
 * Types of the modelled C: every value is one 32-bit word, a struct is a row of words.
 *
 * A pointer is a word address (0 is NULL), a function pointer a function number (0 is NULL). Structs
 * refer to each other lazily, because kernel structs are cyclic (`mm->hmm->mm`).
 */

/** `name` is only what the C listing shows: `int`, `bool`, `unsigned long`. */
export interface IntType {
  readonly kind: 'int'
  readonly name: string
}

/** A pointer to a struct. The phantom type `F` lists the fields of the struct for the builder. */
export interface PtrType<F = unknown> {
  readonly kind: 'ptr'
  readonly to: () => StructType<F>
}

/** A pointer to a function, as found in an ops table. */
export interface FnPtrType<P extends readonly ValueType[] = readonly ValueType[]> {
  readonly kind: 'fnptr'
  readonly params: P
}

/** What a local, a parameter or a plain field can hold: exactly one word. */
export type ValueType = IntType | PtrType | FnPtrType

/** A struct inside a struct. */
export interface EmbedType<F = unknown> {
  readonly kind: 'embed'
  readonly struct: StructType<F>
}

/** `length` in elements; `threads` stands for one element per lane of the program. */
export interface ArrayType<T extends ValueType = ValueType> {
  readonly kind: 'array'
  readonly of: T
  readonly length: number | 'threads'
}

export type FieldType = ValueType | EmbedType | ArrayType

/** Switches of the variant (fixes and questions) that decide whether a field exists. */
export interface Presence {
  /** It exists only with at least one of these. */
  readonly with?: readonly string[]
  /** It does not exist with any of these. */
  readonly without?: readonly string[]
}

export interface Field {
  readonly name: string
  readonly type: FieldType
  /** Undefined: always. */
  readonly presence?: Presence
  /** Only `mark` and `observe` touch it; it is not printed and lies in no footprint. */
  readonly ghost?: boolean
}

/** The fields that a struct has in a variant with these switches. */
export function fieldsWith(struct: StructType, switches: readonly string[]): readonly Field[] {
  return struct.fields.filter(({ presence }) => presence === undefined || holds(presence, switches))
}

function holds(presence: Presence, switches: readonly string[]): boolean {
  const isOn = (id: string): boolean => switches.includes(id)
  return (presence.with?.some(isOn) ?? true) && presence.without?.some(isOn) !== true
}

/**
 * What the tracks beside the diagram make of a struct. The first word of a `lock` is its ghost word
 * `holders` (see `Ghost`); it costs no step and lies in no footprint.
 */
export type StructRole = 'plain' | 'lock' | 'refcount'

export interface StructType<F = unknown> {
  readonly name: string
  /** Short name for objects of this type in the diagram: `mirror` for `hmm_mirror`. */
  readonly alias: string
  readonly role: StructRole
  readonly fields: readonly Field[]
  /** Phantom: never set, carries the field types to the builder. */
  readonly shape?: F
}
