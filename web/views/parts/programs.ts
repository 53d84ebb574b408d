/** Programs in short words: what is searched, apart from how. */

import type { Variant } from '../../../src/ir/program.ts'

/** `hmm-unref-in-destroy + synchronize-srcu`, `as posted` */
export function fixesText(fixes: readonly string[]): string {
  return fixes.length === 0 ? 'as posted' : fixes.join(' + ')
}

/** `hmm/leak + clear-mirror-hmm, mutex debug, asks hmm-never-destroyed` */
export function programText(scenario: string, variant: Variant): string {
  const { fixes, mutex, questions = [], sizes = {} } = variant
  return [
    [scenario, ...fixes].join(' + '),
    ...(mutex === 'count' ? [] : [`mutex ${mutex}`]),
    ...(questions.length === 0 ? [] : [`asks ${questions.join(', ')}`]),
    ...Object.entries(sizes).map(([id, count]) => `${count} ${id}`),
  ].join(', ')
}
