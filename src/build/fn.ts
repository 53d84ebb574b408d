/** Functions of the modelled program, and starting them as threads. */

import type { Local } from '../ir/expr.ts'
import type { FnDef } from '../ir/stmt.ts'
import type { ValueType } from '../ir/types.ts'
import { type FnSource, record, recordCall, resolve } from './record.ts'
import { int } from './types.ts'
import {
  type ArgsOf,
  type ArgOf,
  EXPR,
  type FnValue,
  type IntValue,
  type PlaceOf,
  TARGET,
  type ValueOf,
} from './value.ts'
import { toExpr, wrapLocal, wrapValue } from './wrap.ts'

export interface Param<
  T extends ValueType = ValueType,
  K extends 'param' | 'ref-param' = 'param' | 'ref-param',
> {
  readonly name: string
  readonly type: T
  readonly kind: K
}

/** A parameter passed by value. */
export function p<T extends ValueType>(name: string, type: T): Param<T, 'param'> {
  return { name, type, kind: 'param' }
}

/** A pointer to a local variable of the caller (`struct hmm_mirror **mirror`). */
export function byRef<T extends ValueType>(name: string, type: T): Param<T, 'ref-param'> {
  return { name, type, kind: 'ref-param' }
}

type TypesOf<P extends readonly Param[]> = { readonly [I in keyof P]: P[I]['type'] }
type PlacesOf<P extends readonly Param[]> = {
  readonly [I in keyof P]: PlaceOf<P[I]['type']> & ValueOf<P[I]['type']>
}
type CallArgs<P extends readonly Param[]> = {
  readonly [I in keyof P]: P[I] extends Param<infer T, 'ref-param'>
    ? PlaceOf<T>
    : ArgOf<P[I]['type']>
}

export const SOURCE: unique symbol = Symbol('source')

/** Calling it records a call; passed as a value it is a function pointer. */
export type ModelFn<
  P extends readonly Param[] = readonly Param[],
  R extends ValueType | undefined = undefined,
> = ((...args: CallArgs<P>) => R extends ValueType ? ValueOf<R> : void) & {
  readonly [SOURCE]: FnSource
} & Pick<FnValue<TypesOf<P>>, Exclude<keyof FnValue<TypesOf<P>>, never>>

interface Options {
  readonly origin: FnDef['origin']
  readonly isStatic: boolean
}

type Define = <const P extends readonly Param[]>(
  name: string,
  params: P,
  body: (...args: PlacesOf<P>) => void,
) => ModelFn<P>
type DefineOf = <const P extends readonly Param[], R extends ValueType>(
  result: R,
  name: string,
  params: P,
  body: (...args: PlacesOf<P>) => void,
) => ModelFn<P, R>

function define(options: Options): Define {
  return (name, params, body) => make(options, undefined, name, params, body as Body) as never
}

function defineOf(options: Options): DefineOf {
  return (result, name, params, body) => make(options, result, name, params, body as Body) as never
}

type Body = (...args: readonly unknown[]) => void

function make(
  options: Options,
  result: ValueType | undefined,
  name: string,
  params: readonly Param[],
  body: Body,
): unknown {
  const locals: readonly Local[] = params
  const source: FnSource = {
    ...options,
    name,
    params: locals,
    result,
    record: () => body(...locals.map((param) => wrapLocal(param, param.type))),
  }
  const call = (...args: readonly ArgOf<ValueType>[]): unknown => {
    for (const [i, param] of params.entries()) checkRef(name, param, args[i])
    const local = recordCall(source, args.map(toExpr))
    return local === undefined || result === undefined
      ? undefined
      : wrapValue({ kind: 'local', local }, result)
  }
  return new Proxy(call, {
    get: (target, key) => {
      if (key === EXPR) return { kind: 'fnref', fn: resolve(source) }
      if (key === SOURCE) return source
      return Reflect.get(target, key) as unknown
    },
  })
}

function checkRef(fn: string, param: Param, arg: unknown): void {
  if (param.kind !== 'ref-param') return
  const target = arg as { readonly [TARGET]?: { readonly kind: string } }
  if (target[TARGET]?.kind !== 'local')
    throw new Error(`${fn}: ${param.name} needs a local variable`)
}

/** Functions of the model, `void` and with a result. */
export const fn = define({ origin: 'model', isStatic: false })
export const fnOf = defineOf({ origin: 'model', isStatic: false })
/** The same, `static` in C. */
export const staticFn = define({ origin: 'model', isStatic: true })
export const staticFnOf = defineOf({ origin: 'model', isStatic: true })
/** Functions of the kernel library: folded in the diagram by default. */
export const kernelFn = define({ origin: 'kernel', isStatic: false })
export const kernelFnOf = defineOf({ origin: 'kernel', isStatic: false })

/** Starts a dynamic thread that runs `target(...args)`; returns its lane number. */
export function start<const P extends readonly Param[]>(
  name: string,
  title: string,
  target: ModelFn<P> | FnValue<TypesOf<P>>,
  ...args: ArgsOf<TypesOf<P>>
): IntValue {
  const source = (target as unknown as { readonly [SOURCE]: FnSource })[SOURCE]
  const made: Local = { name, type: int, kind: 'local' }
  record({
    kind: 'spawn',
    title,
    fn: resolve(source),
    args: args.map((arg) => toExpr(arg as never)),
    local: made,
  })
  return wrapLocal(made, int)
}
