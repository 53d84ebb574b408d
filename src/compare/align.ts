/**
 * Two runs side by side: steps of the same thread at the same statement stand in one row, in the order that
 * both runs share; what has no such partner stands alone.
 */

import type { RunView, StepIndex, StepView } from '../trace/view.ts'
import { matches } from './matches.ts'

export type AlignedRow =
  /** In both. `differs`: what the step did was not the same, though the statement is. */
  | {
      readonly kind: 'both'
      readonly a: StepIndex
      readonly b: StepIndex
      readonly differs: readonly Difference[]
    }
  /** `elsewhere`: where the other run takes it; undefined: nowhere. */
  | { readonly kind: 'a'; readonly a: StepIndex; readonly elsewhere: StepIndex | undefined }
  | { readonly kind: 'b'; readonly b: StepIndex; readonly elsewhere: StepIndex | undefined }

/** `device->mutex.count`: 0 → 1 in A, 1 in B */
export interface Difference {
  readonly what: string
  readonly a: string
  readonly b: string
}

export interface Alignment {
  readonly rows: readonly AlignedRow[]
  /** The first row that is not the same in both; undefined when all are. */
  readonly divergence: number | undefined
  readonly counts: {
    readonly same: number
    readonly differing: number
    readonly moved: number
    readonly onlyA: number
    readonly onlyB: number
  }
}

export function align(a: RunView, b: RunView): Alignment {
  const [left, right] = [keysOf(a), keysOf(b)]
  const pairs = matches(left, right, (one, other) => one.key === other.key)
  const inB = new Map(right.map(({ name }, at) => [name, at]))
  const inA = new Map(left.map(({ name }, at) => [name, at]))
  const rows: AlignedRow[] = []
  let [nextA, nextB] = [0, 0]
  const upTo = (endA: number, endB: number): void => {
    for (; nextA < endA; nextA++) {
      const name = left[nextA]?.name ?? ''
      rows.push({ kind: 'a', a: nextA, elsewhere: inB.get(name) })
    }
    for (; nextB < endB; nextB++) {
      const name = right[nextB]?.name ?? ''
      rows.push({ kind: 'b', b: nextB, elsewhere: inA.get(name) })
    }
  }
  for (const [atA, atB] of pairs) {
    upTo(atA, atB)
    rows.push({ kind: 'both', a: atA, b: atB, differs: differences(a.steps[atA], b.steps[atB]) })
    nextA = atA + 1
    nextB = atB + 1
  }
  upTo(left.length, right.length)
  const divergence = rows.findIndex((row) => !isSame(row))
  return { rows, divergence: divergence < 0 ? undefined : divergence, counts: countsOf(rows) }
}

export function isSame(row: AlignedRow): boolean {
  return row.kind === 'both' && row.differs.length === 0
}

interface StepKey {
  /** Thread, functions that it is in, and statement. */
  readonly key: string
  /** The same with its number among equal ones. */
  readonly name: string
}

function keysOf(run: RunView): readonly StepKey[] {
  const seen = new Map<string, number>()
  return run.steps.map((step) => {
    const key = keyOf(run, step)
    const nth = (seen.get(key) ?? 0) + 1
    seen.set(key, nth)
    return { key, name: `${key} ${nth}` }
  })
}

function keyOf(run: RunView, { lane, calls, text }: StepView): string {
  const chain = calls.map((call) => run.calls[call]?.fn ?? '').join(' ')
  return `${run.lanes[lane]?.letter ?? '?'} ${chain}: ${text}`
}

function differences(a: StepView | undefined, b: StepView | undefined): readonly Difference[] {
  if (a === undefined || b === undefined) return []
  const all = new Map<string, { a: string; b: string }>()
  const note = (side: 'a' | 'b', what: string, text: string): void => {
    const known = all.get(what) ?? { a: '–', b: '–' }
    all.set(what, { ...known, [side]: text })
  }
  for (const [side, step] of [
    ['a', a],
    ['b', b],
  ] as const) {
    for (const { word, before, after } of step.accesses)
      note(side, word, before === after ? after : `${before} → ${after}`)
    if (step.choice !== undefined) note(side, 'choice', step.choice)
    const effects = step.effects.map(({ text }) => text).join(', ')
    if (effects !== '') note(side, 'effect', effects)
    if (step.violations.length > 0) note(side, 'violation', 'here')
  }
  return [...all].flatMap(([what, sides]) => (sides.a === sides.b ? [] : [{ what, ...sides }]))
}

function countsOf(rows: readonly AlignedRow[]): Alignment['counts'] {
  const count = (test: (row: AlignedRow) => boolean): number => rows.filter(test).length
  return {
    same: count(isSame),
    differing: count((row) => row.kind === 'both' && row.differs.length > 0),
    moved: count((row) => row.kind === 'a' && row.elsewhere !== undefined),
    onlyA: count((row) => row.kind === 'a' && row.elsewhere === undefined),
    onlyB: count((row) => row.kind === 'b' && row.elsewhere === undefined),
  }
}
