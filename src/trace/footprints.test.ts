import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enabledLanes, readiness } from '../machine/enabled.ts'
import type { Machine } from '../machine/machine.ts'
import { nextStepOf } from '../machine/races.ts'
import { Run } from '../machine/run.ts'
import { machineFrom, recipes } from '../testing/generate.ts'
import { Footprints } from './footprints.ts'

/** Alternatives of a lane's next step. */
function optionsOf(machine: Machine, state: Int32Array, lane: number): number {
  const stand = readiness(machine, state, lane)
  return stand.kind === 'ready' ? stand.options.length : 0
}

describe('footprints', () => {
  it('are at every cursor what a fresh look ahead finds', () => {
    const picks = fc.array(fc.nat(1_000), { maxLength: 40 })
    fc.assert(
      fc.property(recipes, picks, (recipe, choices) => {
        const machine = machineFrom(recipe)
        const begun = Run.begin(machine)
        if (!begun.ok) throw new Error(begun.error)
        const run = begun.value
        for (const pick of choices) {
          const lanes = enabledLanes(machine, run.state)
          const lane = lanes[pick % Math.max(1, lanes.length)]
          if (lane === undefined) break
          const options = optionsOf(machine, run.state, lane)
          run.step(lane, options === 0 ? 0 : pick % options)
        }
        const footprints = new Footprints(run)
        for (let at = 0; at <= run.steps.length; at++) {
          run.jump(at)
          const last = run.steps[at - 1]
          if (last !== undefined) footprints.follow(last)
          for (const lane of enabledLanes(machine, run.state)) {
            const options = optionsOf(machine, run.state, lane)
            const fresh = nextStepOf(machine, run.state, lane, Math.max(1, options))
            const { accesses } = footprints.of(lane, options, at)
            expect(accesses).toEqual(fresh.accesses)
          }
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
