/** What the two runs have in common and what not, in words. */

import type { Alignment } from '../../src/compare/align.ts'
import type { RunView, StepView } from '../../src/trace/view.ts'
import { counted } from '../../src/util/amounts.ts'
import type { ClosestResult } from '../../src/worker/search-protocol.ts'
import { stepLabel } from '../store/sentences.ts'

export function summaryText(
  a: RunView,
  b: RunView,
  { rows, divergence, counts }: Alignment,
): string {
  const first = divergence === undefined ? undefined : rows[divergence]
  if (first === undefined)
    return `Both are the same, step for step: ${counted(counts.same, 'step')}.`
  const parts = [
    counted(counts.same, 'equal step'),
    ...(counts.differing > 0 ? [`${counts.differing} that did something else`] : []),
    ...(counts.moved > 0 ? [`${counts.moved} at another place`] : []),
    ...(counts.onlyA > 0 ? [`${counts.onlyA} only in A`] : []),
    ...(counts.onlyB > 0 ? [`${counts.onlyB} only in B`] : []),
  ]
  const where =
    first.kind === 'b'
      ? `step ${first.b + 1} of B, ${stepLabel(b, first.b)}`
      : `step ${first.a + 1} of A, ${stepLabel(a, first.a)}`
  return `They part first at ${where}. ${parts.join(', ')}.`
}

/** What came of the search for the closest passing run. */
export function closestText(result: ClosestResult): string {
  switch (result.kind) {
    case 'found':
      return `It ends well ${result.sentence}. Both runs begin with the same ${counted(result.common, 'step')}; no passing run has a longer beginning in common with A (${counted(result.states, 'state')} looked at; how many steps are moved after that is not minimised, and neither leaks nor data races count as failures).`
    case 'none':
      return `No run of this program ends well: ${counted(result.states, 'state')} looked at.`
    case 'bounded':
      return `Not decided: the search stopped (${limits[result.limit]}) after ${counted(result.states, 'state')}; no passing run keeps more than the first ${counted(result.kept, 'step')}.`
  }
}

const limits = {
  states: 'too many states',
  memory: 'the memory was full',
  cancelled: 'cancelled',
} as const

/** The call by which a model's function led to a line of the kernel's own code; undefined elsewhere. */
export function kernelCall(run: RunView, { calls }: StepView): string | undefined {
  const views = calls.flatMap((call) => run.calls[call] ?? [])
  const from = views.findLastIndex(({ origin }) => origin === 'model') + 1
  const outer = views[from]
  return outer === undefined || outer.parent === undefined ? undefined : outer.text
}
