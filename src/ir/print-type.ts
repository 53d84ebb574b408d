/** Types, declarations and initial values as kernel-style C. */

import type { Expr, Global, InitialWord, Local } from './expr.ts'
import type { FnDef } from './stmt.ts'
import { type FieldType, fieldsWith, type StructType, type ValueType } from './types.ts'

function typeText(type: ValueType): string {
  switch (type.kind) {
    case 'int':
      return type.name
    case 'ptr':
      return `${structName(type.to())} *`
    case 'fnptr':
      return 'void (*)()'
  }
}

/** `struct hmm *hmm`, `int rc`, `void (*release)(struct kref *)`; `by` is put before the name. */
export function declaration(type: ValueType, name: string, by = ''): string {
  if (type.kind === 'fnptr') return `void (*${by}${name})(${type.params.map(typeText).join(', ')})`
  const text = typeText(type)
  return text.endsWith('*') ? `${text}${by}${name}` : `${text} ${by}${name}`
}

/** `struct mutex`, and `spinlock_t` for what the kernel has a typedef for. */
export function structName({ name }: StructType): string {
  return isTypedef(name) ? name : `struct ${name}`
}

/** The definition of a struct, one line each; the first line is the head. Ghost words are not printed. */
export function structLines(
  struct: StructType,
  switches: readonly string[] = [],
): readonly string[] {
  const present = fieldsWith(struct, switches).filter(({ ghost }) => ghost !== true)
  const shown = struct.role === 'lock' ? present.slice(1) : present
  const fields = shown.map((field) => `\t${fieldText(field)};`)
  return isTypedef(struct.name)
    ? ['typedef struct {', ...fields, `} ${struct.name};`]
    : [`struct ${struct.name} {`, ...fields, '};']
}

/** `static struct hmm_device_ops driver_ops = {`, its words, `};` or one line without an initialiser. */
export function globalLines(
  global: Global,
  initial: readonly InitialWord[],
  text: (value: Expr) => string,
): readonly string[] {
  const head = `static ${fieldText(global)}`
  const [only] = initial
  if (only === undefined) return [`${head};`]
  if (only.path === '') return [`${head} = ${text(only.value)};`]
  const words = initial.map(({ path, value }) => `\t.${path} = ${text(value)},`)
  return [`${head} = {`, ...words, '};']
}

/** Names of references are hidden: only the tracks use them. */
export function signature(fn: FnDef): string {
  const params = fn.params.filter((param) => !isTag(param)).map(parameter)
  const list = params.length === 0 ? 'void' : params.join(', ')
  const head = fn.result === undefined ? `void ${fn.name}` : declaration(fn.result, fn.name)
  return `${fn.isStatic ? 'static ' : ''}${head}(${list})`
}

export function isTag({ type }: Local): boolean {
  return type.kind === 'int' && type.name === 'tag'
}

function parameter({ type, name, kind }: Local): string {
  return declaration(type, name, kind === 'ref-param' ? '*' : '')
}

function fieldText({ name, type }: { readonly name: string; readonly type: FieldType }): string {
  switch (type.kind) {
    case 'int':
    case 'ptr':
    case 'fnptr':
      return declaration(type, name)
    case 'embed':
      return `${structName(type.struct)} ${name}`
    case 'array': {
      const length = type.length === 'threads' ? 'NR_THREADS' : String(type.length)
      return declaration(type.of, `${name}[${length}]`)
    }
  }
}

function isTypedef(name: string): boolean {
  return name.endsWith('_t')
}
