/**
 * A program as kernel-style C, for the source pane. Every statement of a function gets one line, so
 * that each step of the machine knows its line. Ghost statements are not printed.
 */

import type { Expr, Local } from './expr.ts'
import { declaration, printExpr, printPlace, type TempText } from './print-expr.ts'
import type { Program } from './program.ts'
import type { FnDef, Stmt, StmtId } from './stmt.ts'
import { countTempUses } from './walk.ts'
import type { Field, StructType } from './types.ts'

export interface SourceLine {
  readonly text: string
  /** The function that the line belongs to; undefined between functions. */
  readonly fn: string | undefined
}

export interface Listing {
  readonly lines: readonly SourceLine[]
  /** Line number, from 1, of each statement. */
  readonly lineOf: ReadonlyMap<StmtId, number>
  /** The statement on one line, without indentation and `;`. */
  readonly textOf: ReadonlyMap<StmtId, string>
  /** The call that each call statement makes, `mutex_lock(&device->mutex)`. */
  readonly callOf: ReadonlyMap<StmtId, string>
  /** First line of each function. */
  readonly startOf: ReadonlyMap<string, number>
}

export function printProgram(program: Program): Listing {
  const printer = new Printer()
  for (const struct of program.structs) printer.struct(struct)
  for (const fn of program.functions) printer.fn(fn)
  return printer
}

class Printer implements Listing {
  readonly lines: SourceLine[] = []
  readonly lineOf = new Map<StmtId, number>()
  readonly textOf = new Map<StmtId, string>()
  readonly callOf = new Map<StmtId, string>()
  readonly startOf = new Map<string, number>()
  private uses: ReadonlyMap<Local, number> = new Map()
  private readonly inlined = new Map<Local, { readonly text: string; readonly id: StmtId }>()
  private fnName: string | undefined

  struct(struct: StructType): void {
    this.gap()
    this.line(0, `struct ${struct.name} {`)
    for (const field of struct.fields) {
      if (!(struct.role === 'lock' && field === struct.fields[0]))
        this.line(1, `${fieldText(field)};`)
    }
    this.line(0, '};')
  }

  fn(fn: FnDef): void {
    this.gap()
    this.fnName = fn.name
    this.uses = countTempUses(fn.body)
    this.startOf.set(fn.name, this.lines.length + 1)
    this.line(0, signature(fn))
    this.line(0, '{')
    const locals = localsOf(fn.body)
    for (const local of locals) this.line(1, `${declaration(local.type, local.name)};`)
    if (locals.length > 0) this.line(0, '')
    this.block(fn.body, 1)
    this.line(0, '}')
    this.fnName = undefined
  }

  private block(body: readonly Stmt[], depth: number): void {
    for (const stmt of body) this.stmt(stmt, depth)
  }

  private stmt(stmt: Stmt, depth: number): void {
    switch (stmt.kind) {
      case 'ghost':
        return
      case 'call':
        this.call(stmt, depth)
        return
      case 'if':
        this.head(stmt.id, depth, `if (${this.expr(stmt.cond)})`, ' {')
        this.block(stmt.then, depth + 1)
        if (stmt.otherwise.length > 0) {
          this.line(depth, '} else {')
          this.block(stmt.otherwise, depth + 1)
        }
        this.line(depth, '}')
        return
      case 'while':
        this.loop(stmt, depth)
        return
      case 'atomic':
        this.head(stmt.id, depth, 'atomic', ' {')
        this.block(stmt.body, depth + 1)
        this.line(depth, '}')
        return
      default:
        this.head(stmt.id, depth, this.simple(stmt), ';')
    }
  }

  private loop(stmt: Stmt & { readonly kind: 'while' }, depth: number): void {
    const visible = stmt.before.filter((inner) => inner.kind !== 'ghost')
    const calls = visible.every(
      (inner) =>
        inner.kind === 'call' && inner.result !== undefined && this.isInlined(inner.result),
    )
    if (calls) {
      this.block(stmt.before, depth)
      this.head(stmt.id, depth, `while (${this.expr(stmt.cond)})`, ' {')
    } else {
      this.line(depth, 'for (;;) {')
      this.block(stmt.before, depth + 1)
      this.head(stmt.id, depth + 1, `if (!(${this.expr(stmt.cond)}))`, '')
      this.line(depth + 2, 'break;')
    }
    this.block(stmt.body, depth + 1)
    this.block(stmt.step, depth + 1)
    this.line(depth, '}')
  }

  /** A call whose result is used once is printed where the result is used, and has that line. */
  private call(stmt: Stmt & { readonly kind: 'call' }, depth: number): void {
    const callee =
      stmt.callee.kind === 'direct' ? stmt.callee.fn().name : this.expr(stmt.callee.pointer)
    const text = `${callee}(${stmt.args
      .filter(isPrinted)
      .map((arg) => this.expr(arg))
      .join(', ')})`
    this.callOf.set(stmt.id, text)
    this.textOf.set(stmt.id, text)
    if (stmt.result !== undefined && this.isInlined(stmt.result)) {
      this.inlined.set(stmt.result, { text, id: stmt.id })
      return
    }
    const needed = stmt.result !== undefined && (this.uses.get(stmt.result) ?? 0) > 0
    this.head(stmt.id, depth, needed ? `${stmt.result.name} = ${text}` : text, ';')
  }

  private isInlined(local: Local): boolean {
    return local.kind === 'temp' && this.uses.get(local) === 1
  }

  private simple(stmt: Stmt): string {
    switch (stmt.kind) {
      case 'set': {
        const value = this.expr(stmt.value)
        if (stmt.target.kind === 'local') {
          const { name, kind } = stmt.target.local
          return `${kind === 'ref-param' ? '*' : ''}${name} = ${value}`
        }
        const place = printPlace(stmt.target.place, this.temp)
        const accessor = stmt.target.accessor
        if (accessor === '') return `${place} = ${value}`
        return `${accessor}(${accessor === 'WRITE_ONCE' ? '' : '&'}${place}, ${value})`
      }
      case 'return':
        return stmt.value === undefined ? 'return' : `return ${this.expr(stmt.value)}`
      case 'break':
        return 'break'
      case 'await':
        return `await(${this.expr(stmt.cond)})`
      case 'relax':
        return 'cpu_relax()'
      case 'choose':
        return `${stmt.local.name} = choose(${stmt.options.join(' | ')})`
      case 'alloc':
        return `${stmt.local.name} = ${stmt.call}(sizeof(struct ${stmt.struct.name}))`
      case 'free':
        return `${stmt.call}(${this.expr(stmt.pointer)})`
      case 'assert':
        return assertText(stmt.as, stmt.text, negated(stmt.cond, this.temp))
      case 'spawn': {
        const args = [stmt.fn().name, ...stmt.args.map((arg) => this.expr(arg))].join(', ')
        return `${stmt.local === undefined ? '' : `${stmt.local.name} = `}start(${args})`
      }
      case 'call':
      case 'if':
      case 'while':
      case 'atomic':
      case 'ghost':
        throw new Error(`${stmt.kind} is not a simple statement`)
    }
  }

  private readonly used: StmtId[] = []
  private readonly temp: TempText = (local) => {
    const call = this.inlined.get(local)
    if (call === undefined) return undefined
    this.used.push(call.id)
    return call.text
  }

  private expr(expr: Expr): string {
    return printExpr(expr, this.temp)
  }

  private head(id: StmtId, depth: number, text: string, end: string): void {
    this.line(depth, `${text}${end}`)
    this.textOf.set(id, text)
    for (const stmt of [id, ...this.used]) this.lineOf.set(stmt, this.lines.length)
    this.used.length = 0
  }

  private line(depth: number, text: string): void {
    this.lines.push({ text: text === '' ? '' : '\t'.repeat(depth) + text, fn: this.fnName })
  }

  private gap(): void {
    if (this.lines.length > 0) this.lines.push({ text: '', fn: undefined })
  }
}

/** Names of references are arguments only for the tracks. */
function isPrinted(arg: Expr): boolean {
  return !(arg.kind === 'const' && arg.text.startsWith('"'))
}

function signature(fn: FnDef): string {
  const params = fn.params
    .filter((param) => !(param.type.kind === 'int' && param.type.name === 'tag'))
    .map((param) => declaration(param.type, param.name, param.kind === 'ref-param' ? '*' : ''))
  const list = params.length === 0 ? 'void' : params.join(', ')
  const head = fn.result === undefined ? `void ${fn.name}` : declaration(fn.result, fn.name)
  return `${fn.isStatic ? 'static ' : ''}${head}(${list})`
}

function fieldText({ name, type }: Field): string {
  switch (type.kind) {
    case 'int':
    case 'ptr':
    case 'fnptr':
      return declaration(type, name)
    case 'embed':
      return `struct ${type.struct.name} ${name}`
    case 'array': {
      const length = type.length === 'threads' ? 'NR_THREADS' : String(type.length)
      return declaration(type.of, `${name}[${length}]`)
    }
  }
}

function assertText(as: string, text: string, cond: string): string {
  return as === 'BUG_ON' || as === 'WARN_ON' ? `${as}(${cond})` : `WARN_ON(${cond}) /* ${text} */`
}

/** The condition under which an assertion fails, as BUG_ON wants it. */
function negated(cond: Expr, temp: TempText): string {
  if (cond.kind === 'unary' && cond.op === '!') return printExpr(cond.of, temp)
  if (cond.kind === 'binary' && cond.op === '==') return printExpr({ ...cond, op: '!=' }, temp)
  if (cond.kind === 'binary' && cond.op === '!=') return printExpr({ ...cond, op: '==' }, temp)
  return printExpr({ kind: 'unary', op: '!', of: cond }, temp)
}

function localsOf(body: readonly Stmt[]): Local[] {
  const found = new Set<Local>()
  const add = (local: Local | undefined): void => {
    if (local?.kind === 'local') found.add(local)
  }
  const walk = (stmts: readonly Stmt[]): void => {
    for (const stmt of stmts) {
      if (stmt.kind === 'set' && stmt.target.kind === 'local') add(stmt.target.local)
      if (stmt.kind === 'choose' || stmt.kind === 'alloc' || stmt.kind === 'spawn') add(stmt.local)
      if (stmt.kind === 'if') [stmt.then, stmt.otherwise].forEach(walk)
      if (stmt.kind === 'while') [stmt.before, stmt.body, stmt.step].forEach(walk)
      if (stmt.kind === 'atomic') walk(stmt.body)
    }
  }
  walk(body)
  return [...found]
}
