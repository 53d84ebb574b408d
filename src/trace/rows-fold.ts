/** Which calls of a run are drawn as one row. Remembered by names that survive a change of the run's tail. */

import type { CallIndex, CallView, RunView, StepIndex } from './view.ts'

/** Lane letter and ordinal of the call within its lane, from 1: `B:12`. */
export type CallKey = string

export interface FoldState {
  /**
   * What holds for a call that the user has not touched. `auto` folds the calls of the kernel library
   * except where another lane ran while the call was under way, because that is where races are, and
   * except those that call back into the code under test (`kref_put` with its release function).
   */
  readonly base: 'auto' | 'folded' | 'open'
  readonly overrides: ReadonlyMap<CallKey, 'folded' | 'open'>
}

const untouched: FoldState['overrides'] = new Map()

export const autoFolds: FoldState = { base: 'auto', overrides: untouched }
export const foldAll: FoldState = { base: 'folded', overrides: untouched }
export const unfoldAll: FoldState = { base: 'open', overrides: untouched }

/** One key per call, in the order of `run.calls`. */
export function callKeys(run: RunView): readonly CallKey[] {
  const counts = run.lanes.map(() => 0)
  return run.calls.map((call) => {
    const ordinal = (counts[call.lane] ?? 0) + 1
    counts[call.lane] = ordinal
    return `${run.lanes[call.lane]?.letter ?? '?'}:${ordinal}`
  })
}

/** One flag per call, in the order of `run.calls`. A lane's entry function is never folded. */
export function foldedCalls(run: RunView, folds: FoldState): readonly boolean[] {
  const keys = folds.overrides.size === 0 ? [] : callKeys(run)
  const interrupted = interruptedCalls(run)
  const callsBack = callsWithModelInside(run)
  return run.calls.map((call, index) => {
    if (call.parent === undefined) return false
    const override = folds.overrides.get(keys[index] ?? '')
    if (override !== undefined) return override === 'folded'
    const isOpen = interrupted[index] === true || callsBack.has(index)
    return isFoldedByDefault(folds.base, call, isOpen)
  })
}

/** Folds an open call, opens a folded one; the same state when the run has no such call. */
export function toggleFold(run: RunView, folds: FoldState, key: CallKey): FoldState {
  const index = callKeys(run).indexOf(key)
  if (index < 0) return folds
  const wasFolded = foldedCalls(run, folds)[index] === true
  const overrides = new Map(folds.overrides).set(key, wasFolded ? 'open' : 'folded')
  return { base: folds.base, overrides }
}

/** The innermost call around a step that can be folded. */
export function innermostCall(run: RunView, step: StepIndex): CallKey | undefined {
  const call = run.steps[step]?.calls.at(-1)
  if (call === undefined || run.calls[call]?.parent === undefined) return undefined
  return callKeys(run)[call]
}

/** The outermost folded call among a step's calls, as a position in that list; undefined when all are open. */
export function foldPosition(
  calls: readonly CallIndex[],
  folded: readonly boolean[],
): number | undefined {
  const position = calls.findIndex((call) => folded[call] === true)
  return position < 0 ? undefined : position
}

function isFoldedByDefault(base: FoldState['base'], call: CallView, isOpen: boolean): boolean {
  switch (base) {
    case 'auto':
      return call.origin === 'kernel' && !isOpen
    case 'folded':
      return true
    case 'open':
      return false
  }
}

/** Calls inside which a function of the model runs. */
function callsWithModelInside(run: RunView): ReadonlySet<CallIndex> {
  const found = new Set<CallIndex>()
  for (const call of run.calls) {
    if (call.origin !== 'model') continue
    let parent = call.parent
    while (parent !== undefined && !found.has(parent)) {
      found.add(parent)
      parent = run.calls[parent]?.parent
    }
  }
  return found
}

/** Per call: another lane took a step between its first step and its return. */
function interruptedCalls(run: RunView): readonly boolean[] {
  const nextForeign = nextForeignSteps(run)
  return run.calls.map((call) => {
    const end = call.to ?? run.steps.length
    return (nextForeign[call.from] ?? end) < end
  })
}

/** Per step: the next step that another lane takes; the number of steps when there is none. */
function nextForeignSteps(run: RunView): readonly number[] {
  const { steps } = run
  const next = steps.map(() => steps.length)
  for (let i = steps.length - 2; i >= 0; i -= 1) {
    const same = steps[i]?.lane === steps[i + 1]?.lane
    next[i] = same ? (next[i + 1] ?? steps.length) : i + 1
  }
  return next
}
