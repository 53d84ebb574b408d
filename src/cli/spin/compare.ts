/** One program searched by Heddle and by Spin: the same states, the same ways to go wrong? */

import { StateSearch } from '../../explore/state-search.ts'
import type { Failure } from '../../explore/verdict.ts'
import type { Machine } from '../../machine/machine.ts'
import { exportPromela, faultNames, leakName } from '../../share/promela/export.ts'
import type { Widths } from '../../share/promela/variables.ts'
import { hashBitsFor, runPan } from './pan.ts'

export interface Comparison {
  readonly states: number
  /** What can go wrong: kinds of faults, `deadlock`, `leaked_…` by object. */
  readonly failures: readonly string[]
  /** Empty when both agree. */
  readonly differences: readonly string[]
}

/** How the words of the model are laid out: as wide as can be, or as narrow as the search found. */
export type ModelLayout = 'wide' | 'narrow'

export async function compare(
  machine: Machine,
  layouts: readonly ModelLayout[] = ['wide', 'narrow'],
): Promise<Comparison> {
  const search = new StateSearch(machine, 'steps', { symmetry: false })
  while (!search.advance(65_536));
  const verdict = search.verdict()
  const { states } = verdict.stats
  const findings = verdict.kind === 'violated' ? verdict.findings : []
  const failures = [...new Set(findings.flatMap(({ failure }) => failureNames(machine, failure)))]
  failures.sort()
  const ours = { states, failures }
  const narrow: Widths = { ranges: search.ranges, isComplete: true }
  const differences = verdict.kind === 'bounded' ? ['the search was not exhausted'] : []
  for (const layout of layouts) {
    const found = await differencesOf(machine, layout === 'wide' ? undefined : narrow, ours)
    differences.push(...found.map((text) => `${text} (${layout})`))
  }
  return { ...ours, differences }
}

type Outcome = Omit<Comparison, 'differences'>

async function differencesOf(
  machine: Machine,
  widths: Widths | undefined,
  { states, failures }: Outcome,
): Promise<readonly string[]> {
  const about = ['compared']
  const model = exportPromela(machine, widths === undefined ? { about } : { about, widths })
  if (!model.ok) return [model.error]
  const pan = await runPan(model.value, {
    depth: states + 1_000,
    optimise: states < 100_000 ? '-O0' : '-O2',
    hashBits: hashBitsFor(states),
  }).catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
  if (typeof pan === 'string') return [pan]
  const theirs = [...pan.failed, ...(pan.hasDeadlock ? ['deadlock'] : [])].sort()
  return [
    ...(pan.states === states ? [] : [`Spin stores ${pan.states} states`]),
    ...(theirs.join() === failures.join() ? [] : [`Spin finds ${theirs.join(' ') || 'nothing'}`]),
    ...pan.complaints,
  ]
}

/** By the names of the model; nothing for what the model does not look for. */
function failureNames(machine: Machine, failure: Failure): readonly string[] {
  switch (failure.kind) {
    case 'fault':
      return [faultNames[failure.fault.kind]]
    case 'deadlock':
      return ['deadlock']
    case 'leak':
      return [leakName(machine.memory.objects[failure.object]?.name ?? '')]
    case 'data-race':
    case 'endless-wait':
      return []
  }
}
