/** The matrix of fix sets and failures: its columns, which of its rows are asked for, and its words. */

import type { Limit } from '../../../src/explore/verdict.ts'
import type { Cell, CellFailure, FixSet } from '../../../src/worker/fix-sets.ts'
import { counted } from '../../../src/util/amounts.ts'
import type { Tone } from '../parts/Mark.tsx'

/** A way to fail in a scenario. */
export interface MatrixColumn {
  readonly scenario: string
  readonly failure: string
}

/** Everything that goes wrong under some set, by scenario; a scenario in which nothing does has one too. */
export function columnsOf(sets: readonly FixSet[]): readonly MatrixColumn[] {
  const found = new Map<string, Set<string>>()
  for (const { scenario, failures } of sets.flatMap(({ cells }) => cells)) {
    const names = found.get(scenario) ?? new Set()
    found.set(scenario, names)
    for (const { name } of failures) names.add(name)
  }
  return [...found].flatMap(([scenario, names]) =>
    (names.size === 0 ? ['nothing'] : [...names].sort(fatalFirst)).map((failure) => ({
      scenario,
      failure,
    })),
  )
}

/** Leaks are the mildest. */
function fatalFirst(one: string, other: string): number {
  const isLeak = (name: string): number => (name.startsWith('leak') ? 1 : 0)
  return isLeak(one) - isLeak(other) || (one < other ? -1 : 1)
}

export interface RowFilter {
  /** Sets of exactly that many fixes. */
  readonly size: number | undefined
  readonly onlyRepairing: boolean
  /** Sets with this fix. */
  readonly fix: string | undefined
}

export const noFilter: RowFilter = { size: undefined, onlyRepairing: false, fix: undefined }

export function passesFilter(set: FixSet, { size, onlyRepairing, fix }: RowFilter): boolean {
  if (size !== undefined && set.fixes.length !== size) return false
  if (onlyRepairing && !set.repairs) return false
  return fix === undefined || set.fixes.includes(fix)
}

export interface FailureWords {
  readonly tone: Tone
  /** The run that shows the failure; undefined: it does not happen, as far as is known. */
  readonly shown: CellFailure | undefined
  /** `Does not happen: all 1,864 states were visited.` */
  readonly sentence: string
}

export function failureWords(cell: Cell, failure: string): FailureWords {
  const shown = cell.failures.find(({ name }) => name === failure)
  if (shown !== undefined)
    return { tone: 'wrong', shown, sentence: 'Happens: opens a run that shows it.' }
  const states = counted(cell.states, 'state')
  if (cell.limit === undefined) {
    return { tone: 'right', shown, sentence: `Does not happen: all ${states} were visited.` }
  }
  const sentence = `Open: the search was stopped after ${states} (${limitNames[cell.limit]}).`
  return { tone: 'open', shown, sentence }
}

const limitNames: Readonly<Record<Limit, string>> = {
  states: 'the limit of states',
  memory: 'the limit of memory',
  seconds: 'the limit of time',
  cancelled: 'cancelled',
  model: "the model's bounds",
}

/** What the result does not say, in sentences: it must not be taken for more than was searched. */
export function caveatsOf(
  sets: readonly FixSet[],
  possible: number,
  fixes: number,
  asked: { readonly mostFixes: number },
): readonly string[] {
  const open = sets.filter(({ cells }) => cells.some(({ limit }) => limit !== undefined)).length
  return [
    ...(sets.length < possible
      ? [`Only ${sets.length} of ${counted(possible, 'set')} were searched, smaller ones first.`]
      : []),
    ...(asked.mostFixes < fixes
      ? [`Sets of more than ${counted(asked.mostFixes, 'fix', 'fixes')} were not tried.`]
      : []),
    ...(open > 0
      ? [
          `The searches of ${counted(open, 'set')} met a limit: what was not found there may still happen.`,
        ]
      : []),
  ]
}
