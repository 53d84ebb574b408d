/** One program searched by Heddle and by Spin: the same states, the same ways to go wrong? */

import { StateSearch } from '../src/explore/state-search.ts'
import type { Failure } from '../src/explore/verdict.ts'
import type { Machine } from '../src/machine/machine.ts'
import { exportPromela, faultNames, leakName } from '../src/share/promela/export.ts'
import { runPan } from './spin.ts'

export interface Comparison {
  readonly states: number
  /** What can go wrong: kinds of faults, `deadlock`, `leaked_…` by object. */
  readonly failures: readonly string[]
  /** Empty when both agree. */
  readonly differences: readonly string[]
}

export async function compare(machine: Machine): Promise<Comparison> {
  const search = new StateSearch(machine)
  while (!search.advance(65_536));
  const verdict = search.verdict()
  const { states } = verdict.stats
  const findings = verdict.kind === 'violated' ? verdict.findings : []
  const failures = [...new Set(findings.flatMap(({ failure }) => failureNames(machine, failure)))]
  failures.sort()
  const model = exportPromela(machine, { about: ['compared'] })
  if (!model.ok) return { states, failures, differences: [model.error] }
  const pan = await runPan(model.value, {
    depth: states + 1_000,
    optimise: states < 100_000 ? '-O0' : '-O2',
    hashBits: Math.max(16, Math.ceil(Math.log2(states)) + 1),
  })
  const theirs = [...pan.failed, ...(pan.hasDeadlock ? ['deadlock'] : [])].sort()
  const differences = [
    ...(verdict.kind === 'bounded' ? ['the search was not exhausted'] : []),
    ...(pan.states === states ? [] : [`Spin stores ${pan.states} states`]),
    ...(theirs.join() === failures.join() ? [] : [`Spin finds ${theirs.join(' ') || 'nothing'}`]),
    ...pan.complaints,
  ]
  return { states, failures, differences }
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
