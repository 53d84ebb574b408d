import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scenarios } from '../models/catalogue.ts'
import { machineFrom, recipes } from '../testing/generate.ts'
import { machineFor } from '../testing/play.ts'
import { searchAll } from './state-search.ts'
import type { Minimised, Verdict } from './verdict.ts'
import type { Machine } from '../machine/machine.ts'

/** The verdict without what may differ: which engine found it, and how much memory it took. */
function comparable(verdict: Verdict): unknown {
  const { states, transitions, depth } = verdict.stats
  const findings = verdict.kind === 'violated' ? verdict.findings : []
  return { kind: verdict.kind, states, transitions, depth, findings }
}

function both(machine: Machine, minimised: Minimised): readonly [unknown, unknown] {
  const plain = searchAll(machine, minimised, { compileAfter: Number.POSITIVE_INFINITY })
  const compiled = searchAll(machine, minimised, { compileAfter: 0 })
  expect(compiled.stats.engine).toBe('compiled')
  return [comparable(compiled), comparable(plain)]
}

describe('compiled steps', () => {
  it('give the same states, failures and runs as the stepper on random programs', () => {
    fc.assert(
      fc.property(
        recipes,
        fc.constantFrom('steps', 'switches', 'preemptions'),
        (recipe, minimised) => {
          const [compiled, plain] = both(machineFrom(recipe), minimised)
          expect(compiled).toEqual(plain)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('and on every scenario', () => {
    for (const def of scenarios.filter((each) => each.id.startsWith('hmm/'))) {
      const [compiled, plain] = both(machineFor(def), 'steps')
      expect(compiled).toEqual(plain)
    }
  })
})
