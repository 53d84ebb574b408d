/** What a command of the program is: one entry of the table in `commands.ts`. */

import type { Answer, RequestBody } from '../worker/protocol.ts'

export interface OptionDef {
  /** Without the two dashes. */
  readonly name: string
  /** Placeholder of its value in the help, `<n>`; undefined for a switch. */
  readonly value: string | undefined
  readonly help: string
}

export interface OperandDef {
  /** `<scenario>` */
  readonly name: string
  readonly help: string
}

export interface Args {
  /** One per `OperandDef`, in order. */
  readonly operands: readonly string[]
  /** Values given to each option, in order; an option that was not given has no entry. */
  readonly values: ReadonlyMap<string, readonly string[]>
  readonly switches: ReadonlySet<string>
}

/** Answers as the worker of the page does, but at once. */
export type Ask = (request: RequestBody) => Answer

export type Outcome =
  /** Done; `violated` makes the exit status 1. */
  | { readonly kind: 'done'; readonly text: string; readonly violated: boolean }
  /** Bad usage: what is wrong, and what to do. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** A fault of this program. */
  | { readonly kind: 'broken'; readonly reason: string }

export interface Command {
  readonly name: string
  readonly summary: string
  readonly operands: readonly OperandDef[]
  readonly options: readonly OptionDef[]
  /** Further paragraphs of the help. */
  readonly notes: readonly string[]
  readonly run: (args: Args, ask: Ask) => Outcome
}

export function refused(reason: string): Outcome {
  return { kind: 'refused', reason }
}
