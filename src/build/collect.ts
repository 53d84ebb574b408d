/** Finds the globals and structs that a recorded program uses. */

import type { Expr, Global, InitialWord, Place } from '../ir/expr.ts'
import type { ThreadDef } from '../ir/program.ts'
import type { FnDef, Stmt } from '../ir/stmt.ts'
import { type FieldType, fieldsWith, type StructType } from '../ir/types.ts'
import { exprsOf, ghostExprs, globalOf, placesIn, stmtsOf } from '../ir/walk.ts'

/** In the order of first use; globals named by initial values of others included. */
export function collectGlobals(
  setup: FnDef,
  functions: readonly FnDef[],
  threads: readonly ThreadDef[],
  initial: ReadonlyMap<Global, readonly InitialWord[]>,
): readonly Global[] {
  const found = new Set<Global>()
  const addPlace = (place: Place): void => {
    const global = globalOf(place)
    if (global === undefined || found.has(global)) return
    found.add(global)
    for (const { value } of initial.get(global) ?? []) addExpr(value)
  }
  const addExpr = (expr: Expr): void => {
    for (const place of placesIn(expr)) addPlace(place)
  }
  for (const fn of [setup, ...functions]) {
    for (const stmt of stmtsOf(fn.body)) {
      if (stmt.kind === 'set' && stmt.target.kind === 'place') addPlace(stmt.target.place)
      exprsOf(stmt).forEach(addExpr)
      if (stmt.kind === 'ghost') ghostExprs(stmt.ghost).forEach(addExpr)
      if (stmt.kind === 'await' && stmt.reason.kind === 'lock') addExpr(stmt.reason.lock)
      if (stmt.kind === 'await' && stmt.reason.kind === 'grace-period') addExpr(stmt.reason.domain)
    }
  }
  for (const thread of threads) thread.args.forEach(addExpr)
  return [...found]
}

/** Every struct that is allocated, embedded or pointed to; embedded ones before their holders. */
export function collectStructs(
  globals: readonly Global[],
  functions: readonly FnDef[],
  switches: readonly string[] = [],
): readonly StructType[] {
  const found = new Map<string, StructType>()
  const visiting = new Set<string>()
  const addType = (type: FieldType): void => {
    switch (type.kind) {
      case 'int':
      case 'fnptr':
        return
      case 'array':
        addType(type.of)
        return
      case 'embed':
        addStruct(type.struct)
        return
      case 'ptr':
        addStruct(type.to())
        return
    }
  }
  const addStruct = (struct: StructType): void => {
    const isForward = struct.fields.length === 0
    if (isForward || visiting.has(struct.name)) return
    visiting.add(struct.name)
    const fields = fieldsWith(struct, switches)
    for (const field of fields) if (field.type.kind === 'embed') addType(field.type)
    found.set(struct.name, struct)
    for (const field of fields) addType(field.type)
  }
  for (const global of globals) addType(global.type)
  for (const fn of functions) {
    for (const param of fn.params) addType(param.type)
    for (const stmt of stmtsOf(fn.body)) addFromStmt(stmt, addType, addStruct)
  }
  return [...found.values()]
}

function addFromStmt(
  stmt: Stmt,
  addType: (type: FieldType) => void,
  addStruct: (struct: StructType) => void,
): void {
  if (stmt.kind === 'alloc') addStruct(stmt.struct)
  if (stmt.kind === 'set' && stmt.target.kind === 'local') addType(stmt.target.local.type)
}
