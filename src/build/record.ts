/**
 * The recording in progress. Model functions are ordinary TypeScript that runs once per build and
 * leaves its statements here; nothing of it survives the build.
 */

import type { Expr, Local } from '../ir/expr.ts'
import type { Variant } from '../ir/program.ts'
import type { FnDef, Stmt, StmtBody } from '../ir/stmt.ts'
import type { ValueType } from '../ir/types.ts'

/** What `fn` leaves behind at module level: enough to record the function when it is first used. */
export interface FnSource {
  readonly name: string
  readonly params: readonly Local[]
  readonly result: ValueType | undefined
  readonly origin: FnDef['origin']
  readonly isStatic: boolean
  readonly record: () => void
}

interface Recording {
  readonly variant: Variant
  /** In the order in which they were first met; `undefined` while being recorded. */
  readonly fns: Map<FnSource, FnDef | undefined>
  readonly temps: Map<string, number>
  nextId: number
  block: Stmt[]
}

let current: Recording | undefined

function recording(): Recording {
  if (current === undefined) throw new Error('statements can only be recorded inside a scenario')
  return current
}

/** Runs `body` with a fresh recording and returns its result and all functions that it used. */
export function withRecording<T>(
  variant: Variant,
  body: () => T,
): { readonly value: T; readonly functions: readonly FnDef[] } {
  if (current !== undefined) throw new Error('a scenario cannot be built inside another one')
  current = { variant, fns: new Map(), temps: new Map(), nextId: 1, block: [] }
  try {
    const value = body()
    return { value, functions: recordedFunctions() }
  } finally {
    current = undefined
  }
}

/** Functions recorded so far. */
export function recordedFunctions(): readonly FnDef[] {
  return [...recording().fns.values()].filter((fn) => fn !== undefined)
}

/** The chosen fixes and mutex model: model code branches on it while it is recorded. */
export function variant(): Variant {
  return recording().variant
}

export function record(body: StmtBody): void {
  const into = recording()
  into.block.push({ ...body, id: into.nextId++ })
}

/** Records what `body` does into a block of its own. */
export function recordBlock(body: () => void): readonly Stmt[] {
  const into = recording()
  const outer = into.block
  const block: Stmt[] = []
  into.block = block
  try {
    body()
  } finally {
    into.block = outer
  }
  return block
}

/** The recorded function; records it on first use. */
export function resolve(source: FnSource): () => FnDef {
  const { fns } = recording()
  if (!fns.has(source)) {
    fns.set(source, undefined)
    const body = recordBlock(source.record)
    const { name, params, result, origin, isStatic } = source
    fns.set(source, { name, params, result, body, origin, isStatic })
  }
  return () => {
    const fn = fns.get(source)
    if (fn === undefined) throw new Error(`${source.name} is still being recorded`)
    return fn
  }
}

export function recordCall(source: FnSource, args: readonly Expr[]): Local | undefined {
  const fn = resolve(source)
  const result: Local | undefined =
    source.result === undefined
      ? undefined
      : { name: `${source.name}_result`, type: source.result, kind: 'temp' }
  record({ kind: 'call', callee: { kind: 'direct', fn }, args, result })
  return result
}

export function recordIndirectCall(pointer: Expr, args: readonly Expr[]): void {
  record({ kind: 'call', callee: { kind: 'indirect', pointer }, args, result: undefined })
}
