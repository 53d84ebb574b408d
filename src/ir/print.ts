/**
 * A program as kernel-style C, for the source pane. Every statement of a function gets one line, so
 * that each step of the machine knows its line. Ghost statements are not printed.
 */

import { type Expr, hasLoad, type Local } from './expr.ts'
import { printExpr, printNegated, type TempText } from './print-expr.ts'
import {
  type CountedLoop,
  countedLoop,
  type FallibleAlloc,
  fallibleAlloc,
  loneStep,
  type Only,
} from './print-shape.ts'
import { callText, simpleText } from './print-stmt.ts'
import { declaration, globalLines, signature, structLines } from './print-type.ts'
import type { Program } from './program.ts'
import type { FnDef, Stmt, StmtId } from './stmt.ts'
import { countTempUses, localsIn, stmtsOf, subexprs } from './walk.ts'

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
  for (const struct of program.structs) printer.declare(structLines(struct, program.switches))
  const globals = program.globals.map((global) =>
    globalLines(global, program.initial.get(global) ?? [], (value) => printExpr(value, noTemps)),
  )
  // Variables stand together, tables with several lines apart.
  printer.declare(globals.filter((lines) => lines.length === 1).flat())
  for (const lines of globals) if (lines.length > 1) printer.declare(lines)
  for (const fn of program.functions) printer.fn(fn)
  return printer
}

const noTemps: TempText = () => undefined

class Printer implements Listing {
  readonly lines: SourceLine[] = []
  readonly lineOf = new Map<StmtId, number>()
  readonly textOf = new Map<StmtId, string>()
  readonly callOf = new Map<StmtId, string>()
  readonly startOf = new Map<string, number>()
  private uses: ReadonlyMap<Local, number> = new Map()
  private readonly inlined = new Map<Local, { readonly text: string; readonly id: StmtId }>()
  private readonly used: StmtId[] = []
  private fnName: string | undefined

  declare(lines: readonly string[]): void {
    if (lines.length === 0) return
    this.gap()
    for (const text of lines) this.lines.push({ text, fn: undefined })
  }

  fn(fn: FnDef): void {
    this.gap()
    this.fnName = fn.name
    this.uses = countTempUses(fn.body)
    this.startOf.set(fn.name, this.lines.length + 1)
    this.line(0, signature(fn))
    this.line(0, '{')
    const declared = this.declarations(fn)
    for (const text of declared) this.line(1, `${text};`)
    if (declared.length > 0) this.line(0, '')
    this.block(fn.body, 1)
    this.line(0, '}')
    this.fnName = undefined
  }

  private declarations(fn: FnDef): readonly string[] {
    const outcomes = [...stmtsOf(fn.body)].map((stmt) => fallibleAlloc(stmt)?.outcome)
    const locals = localsIn(fn.body)
      .filter((each) => !outcomes.includes(each))
      .filter(
        (each) => each.kind === 'local' || (each.kind === 'temp' && (this.uses.get(each) ?? 0) > 1),
      )
    return [...new Set(locals.map(({ type, name }) => declaration(type, name)))]
  }

  private block(body: readonly Stmt[], depth: number): void {
    for (let i = 0; i < body.length; i++) {
      const stmt = body[i]
      const loop = countedLoop(stmt, body[i + 1])
      if (loop !== undefined) {
        this.counted(loop, depth)
        i++
      } else if (stmt !== undefined) this.stmt(stmt, depth)
    }
  }

  private stmt(stmt: Stmt, depth: number): void {
    switch (stmt.kind) {
      case 'ghost':
        return
      case 'call':
        this.call(stmt, depth)
        return
      case 'if':
        if (!this.isSilent(stmt)) this.branch(stmt, depth)
        return
      case 'while':
        this.loop(stmt, depth)
        return
      case 'atomic':
        this.atomic(stmt, depth)
        return
      default:
        this.head(stmt.id, depth, simpleText(stmt, this.temp), ';')
    }
  }

  /** `before` closes the branch that this one is the `else if` of. */
  private branch(stmt: Only<'if'>, depth: number, before = ''): void {
    const isFlipped = this.shown(stmt.then).length === 0 && this.shown(stmt.otherwise).length > 0
    const [then, otherwise] = isFlipped ? [stmt.otherwise, []] : [stmt.then, stmt.otherwise]
    const cond = isFlipped ? printNegated(stmt.cond, this.temp) : this.expr(stmt.cond)
    const rest = this.shown(otherwise)
    const next = rest.length === 1 && rest[0]?.kind === 'if' ? rest[0] : undefined
    const isShort = before === '' && [then, otherwise].every((body) => this.isShort(body))
    const braces = isShort ? '' : ' {'
    this.head(stmt.id, depth, `if (${cond})`, braces, before)
    this.block(then, depth + 1)
    if (next !== undefined) {
      this.block(otherwise.slice(0, otherwise.indexOf(next)), depth)
      this.branch(next, depth, '} else ')
      return
    }
    if (rest.length > 0) {
      this.line(depth, isShort ? 'else' : '} else {')
      this.block(otherwise, depth + 1)
    }
    if (!isShort) this.line(depth, '}')
  }

  private atomic(block: Only<'atomic'>, depth: number): void {
    const fallible = fallibleAlloc(block)
    const lone = loneStep(block)
    if (fallible !== undefined) this.fallible(block, fallible, depth)
    else if (lone === undefined) {
      this.head(block.id, depth, 'atomic', ' {')
      this.block(block.body, depth + 1)
      this.line(depth, '}')
    } else {
      this.stmt(lone, depth)
      this.lineOf.set(block.id, this.lines.length)
      this.textOf.set(block.id, this.textOf.get(lone.id) ?? '')
    }
  }

  private fallible(block: Only<'atomic'>, { alloc }: FallibleAlloc, depth: number): void {
    const text = simpleText(alloc, this.temp)
    this.head(block.id, depth, text, ';')
    for (const { id } of stmtsOf(block.body)) {
      this.lineOf.set(id, this.lines.length)
      this.textOf.set(id, text)
    }
  }

  private loop(stmt: Only<'while'>, depth: number): void {
    if (this.shown(stmt.before).length === 0) {
      this.block(stmt.before, depth)
      this.loopBody(stmt.id, `while (${this.expr(stmt.cond)})`, [...stmt.body, ...stmt.step], depth)
      return
    }
    this.line(depth, 'for (;;) {')
    this.block(stmt.before, depth + 1)
    this.head(stmt.id, depth + 1, `if (${printNegated(stmt.cond, this.temp)})`, '')
    this.line(depth + 2, 'break;')
    this.block([...stmt.body, ...stmt.step], depth + 1)
    this.line(depth, '}')
  }

  private counted({ init, loop, step }: CountedLoop, depth: number): void {
    const parts = [init, step].map((each) => {
      const text = simpleText(each, this.temp)
      this.textOf.set(each.id, text)
      this.used.push(each.id)
      return text
    })
    const head = `for (${parts[0]}; ${this.expr(loop.cond)}; ${parts[1]})`
    this.loopBody(loop.id, head, loop.body, depth)
  }

  private loopBody(id: StmtId, head: string, body: readonly Stmt[], depth: number): void {
    const isShort = this.shown(body).length > 0 && this.isShort(body)
    this.head(id, depth, head, isShort ? '' : ' {')
    this.block(body, depth + 1)
    if (!isShort) this.line(depth, '}')
  }

  /** A call whose result is used once is printed where the result is used, and has that line. */
  private call(stmt: Only<'call'>, depth: number): void {
    const text = callText(stmt, this.temp)
    this.callOf.set(stmt.id, text)
    this.textOf.set(stmt.id, text)
    const { result } = stmt
    if (result !== undefined && this.isInlined(result)) {
      this.inlined.set(result, { text, id: stmt.id })
      return
    }
    const isNeeded = result !== undefined && (this.uses.get(result) ?? 0) > 0
    this.head(stmt.id, depth, isNeeded ? `${result.name} = ${text}` : text, ';')
  }

  private isInlined(local: Local): boolean {
    return local.kind === 'temp' && this.uses.get(local) === 1
  }

  /** Statements of a block that have lines of their own. */
  private shown(body: readonly Stmt[]): readonly Stmt[] {
    return body.filter((stmt) => !this.isSilent(stmt))
  }

  /** Ghosts, branches that hold nothing else, and calls that are printed elsewhere. */
  private isSilent(stmt: Stmt): boolean {
    if (stmt.kind === 'ghost') return true
    if (stmt.kind === 'call') return stmt.result !== undefined && this.isInlined(stmt.result)
    if (stmt.kind !== 'if' || hasLoad(stmt.cond)) return false
    const usesCall = [...subexprs(stmt.cond)].some(
      (each) => each.kind === 'local' && each.local.kind === 'temp',
    )
    return !usesCall && this.shown([...stmt.then, ...stmt.otherwise]).length === 0
  }

  /** Needs no braces: at most one statement, on one line. */
  private isShort(body: readonly Stmt[]): boolean {
    const shown = this.shown(body)
    const [only] = shown
    if (only === undefined) return true
    return shown.length === 1 && only.kind !== 'if' && only.kind !== 'while'
  }

  private readonly temp: TempText = (local) => {
    const call = this.inlined.get(local)
    if (call === undefined) return undefined
    this.used.push(call.id)
    return call.text
  }

  private expr(expr: Expr): string {
    return printExpr(expr, this.temp)
  }

  private head(id: StmtId, depth: number, text: string, end: string, before = ''): void {
    this.line(depth, `${before}${text}${end}`)
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
