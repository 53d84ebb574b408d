/** Promela text in the making: lines, labels, temporary variables. */

import type { Variables } from './variables.ts'

export class Writer {
  readonly variables: Variables
  readonly lines: string[] = []
  /** Temporary variables `t0`, `t1`, … that were ever in use at once. */
  mostTemporaries = 0
  private depth = 0
  private labels = 0
  private temporaries = 0

  constructor(variables: Variables) {
    this.variables = variables
  }

  line(text: string): void {
    this.lines.push(`${'  '.repeat(this.depth)}${text}`)
  }

  statement(text: string): void {
    this.line(`${text};`)
  }

  /** A comment of its own line. */
  comment(text: string): void {
    this.line(`/* ${text.replaceAll('*/', '* /')} */`)
  }

  assign(index: number, value: string): void {
    for (const text of this.variables.assign(index, value)) this.statement(text)
  }

  indented(body: () => void): void {
    this.depth++
    body()
    this.depth--
  }

  /** Exactly one of two bodies is taken. */
  choose(cond: string, yes: () => void, no: () => void): void {
    this.line('if')
    this.option(cond, yes)
    this.option('else', no)
    this.statement('fi')
  }

  when(cond: string, yes: () => void): void {
    this.choose(cond, yes, () => {})
  }

  private option(guard: string, body: () => void): void {
    const at = this.lines.length
    this.line(`:: ${guard} ->`)
    this.indented(body)
    if (this.lines.length > at + 1) return
    // An arrow needs something behind it.
    this.lines.length = at
    this.line(`:: ${guard}`)
  }

  newLabel(stem: string): string {
    return `${stem}_${this.labels++}`
  }

  label(name: string): void {
    this.line(`${name}: skip;`)
  }

  /** Temporary variables taken inside are free again afterwards. */
  scoped(body: () => void): void {
    const before = this.temporaries
    body()
    this.temporaries = before
  }

  /** A temporary variable with that value. */
  temporary(value: string): string {
    const name = `t${this.temporaries++}`
    this.mostTemporaries = Math.max(this.mostTemporaries, this.temporaries)
    this.statement(`${name} = ${value}`)
    return name
  }
}
