/**
 * kmalloc and kfree. Freed memory is never handed out again, so every later access is caught, as with
 * KASAN's quarantine. Simplified: kmalloc's memory is zero too, and no flags are passed.
 */

import { eq } from '../build/expressions.ts'
import { allocate, allocateInto, atomic, choose, If, release, set } from '../build/statements.ts'
import { ptr } from '../build/types.ts'
import type { HasExpr, PtrPlace } from '../build/value.ts'
import { NULL, wrapPointer } from '../build/wrap.ts'
import type { Local } from '../ir/expr.ts'
import type { StructType } from '../ir/types.ts'

export interface AllocOptions {
  /** The allocation is then a choice, one of whose outcomes is NULL. */
  readonly mayFail?: boolean
}

/** A zeroed object in a new local variable called `name`. */
export function kzalloc<F>(
  name: string,
  struct: StructType<F>,
  options: AllocOptions = {},
): PtrPlace<F> {
  return alloc(name, struct, 'kzalloc', options)
}

export function kmalloc<F>(
  name: string,
  struct: StructType<F>,
  options: AllocOptions = {},
): PtrPlace<F> {
  return alloc(name, struct, 'kmalloc', options)
}

export function kfree(pointer: HasExpr): void {
  release(pointer, 'kfree')
}

function alloc<F>(
  name: string,
  struct: StructType<F>,
  call: string,
  { mayFail = false }: AllocOptions,
): PtrPlace<F> {
  if (!mayFail) return allocate(name, struct, call)
  const into: Local = { name, type: ptr(struct), kind: 'local' }
  const made = wrapPointer({ kind: 'local', local: into }, { kind: 'local', local: into }, struct)
  atomic(() => {
    const outcome = choose('outcome', ['succeeds', 'fails'])
    If(eq(outcome, 0), () => allocateInto(into, struct, call)).Else(() => set(made, NULL))
  })
  return made
}
