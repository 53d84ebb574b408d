/** What several steps did together, for a call that is drawn as one row. */

import type { EffectView, StepView } from './view.ts'

const taking = 'takes '
const releasing = 'releases '

/**
 * The effects of consecutive steps in order, without repetitions and without locks that were both
 * taken and released in between. Results of inner calls are left out; `result` is the folded call's own.
 */
export function mergeEffects(
  steps: readonly StepView[],
  result: string | undefined,
): readonly EffectView[] {
  const merged: EffectView[] = []
  for (const { effects } of steps) {
    for (const effect of effects) if (effect.kind !== 'result') add(merged, effect)
  }
  if (result !== undefined) {
    // An arrow after `2 → 1` would read as the next value of the count.
    const arrow = merged.some(({ kind }) => kind === 'ref') ? 'returns' : '→'
    merged.push({ kind: 'result', text: `${arrow} ${result}` })
  }
  return merged
}

function add(merged: EffectView[], effect: EffectView): void {
  const taken = effect.text.startsWith(releasing)
    ? merged.findIndex(({ text }) => text === taking + effect.text.slice(releasing.length))
    : -1
  if (taken >= 0) {
    merged.splice(taken, 1)
    return
  }
  const known = merged.some(({ kind, text }) => kind === effect.kind && text === effect.text)
  if (!known) merged.push(effect)
}
