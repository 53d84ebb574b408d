/** What a command of the program is: one entry of the table in `commands.ts`. */

import type { Result } from '../util/result.ts'
import type { Answer, HeddleError, RequestBody } from '../worker/protocol.ts'
import type { Clock } from '../worker/search-task.ts'
import type { SearchRequest, SearchResult } from '../worker/search-protocol.ts'

export interface OptionDef {
  /** Without the two dashes. */
  readonly name: string
  /** Placeholder of its value in the help, `<n>`; undefined for a switch. */
  readonly value: string | undefined
  readonly help: string
}

/** Of all commands that can print for other programs. */
export const jsonOption: OptionDef = {
  name: 'json',
  value: undefined,
  help: 'print JSON as described in docs/json.md',
}

export interface OperandDef {
  /** `<scenario>` */
  readonly name: string
  readonly help: string
  /** May be given more than once; only for the last one. */
  readonly many?: true
  /** May be left out; only for the last one. */
  readonly optional?: true
}

export interface Args {
  /** One per `OperandDef`, in order; more for a last one that may be given more than once. */
  readonly operands: readonly string[]
  /** Values given to each option, in order; an option that was not given has no entry. */
  readonly values: ReadonlyMap<string, readonly string[]>
  readonly switches: ReadonlySet<string>
}

/** Answers as the worker of the page does, but at once. */
export type Ask = (request: RequestBody) => Answer

/** Searches to the end, or to a limit, at once. */
export type Search = (request: SearchRequest) => Result<SearchResult, HeddleError>

/** What commands work with besides their arguments. */
export interface Tools {
  readonly ask: Ask
  readonly search: Search
  readonly now: Clock
  /** The most memory that the process has held so far, in bytes; undefined where nobody measures it. */
  readonly peakMemory: () => number | undefined
}

export type Outcome =
  /** Done; `came` decides the exit status. */
  | {
      readonly kind: 'done'
      readonly text: string
      readonly came: 'clean' | 'violated' | 'bounded'
    }
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
  readonly run: (args: Args, tools: Tools) => Outcome
}

export function refused(reason: string): Outcome {
  return { kind: 'refused', reason }
}
