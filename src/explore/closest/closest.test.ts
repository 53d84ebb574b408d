import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enabledLanes, readiness } from '../../machine/enabled.ts'
import { initialState } from '../../machine/initial.ts'
import { leakedObjects } from '../../machine/leaks.ts'
import type { Machine } from '../../machine/machine.ts'
import { Run, type ScheduleEntry, takeStep } from '../../machine/run.ts'
import { deviceUnregister } from '../../models/hmm/scenarios/device-unregister.ts'
import { machineFrom, recipes } from '../../testing/generate.ts'
import { machineFor, play } from '../../testing/play.ts'
import { hasFault } from '../explain/recorded.ts'
import { Closest, type ClosestEnd } from './closest.ts'

function closest(machine: Machine, given: readonly ScheduleEntry[]): ClosestEnd {
  const task = new Closest(machine, given)
  for (;;) {
    const end = task.advance(1_000)
    if (end !== undefined) return end
  }
}

function wander(machine: Machine, picks: readonly number[]): readonly ScheduleEntry[] {
  const begun = Run.begin(machine)
  if (!begun.ok) return []
  for (const pick of picks) {
    const lanes = enabledLanes(machine, begun.value.state)
    const lane = lanes[pick % Math.max(1, lanes.length)]
    if (lane !== undefined && hasFaulted(begun.value.step(lane))) break
  }
  return begun.value.steps
}

function hasFaulted(step: ReturnType<Run['step']>): boolean {
  return step.ok && hasFault(step.value)
}

/** By trying every way on from a state; undefined when there are too many. */
function endsWell(
  machine: Machine,
  state: Int32Array,
  budget: { left: number; readonly mustFree: boolean },
): boolean | undefined {
  if (budget.left-- <= 0) return undefined
  let ways = 0
  let isOpen = false
  for (let lane = 0; lane < machine.setupLane; lane++) {
    const ready = readiness(machine, state, lane)
    if (ready.kind === 'blocked' || ready.kind === 'crashed') isOpen = true
    if (ready.kind !== 'ready') continue
    for (let choice = 0; choice < Math.max(1, ready.options.length); choice++) {
      ways++
      const after = state.slice()
      if (hasFault(takeStep(machine, after, { lane, choice }))) continue
      const good = endsWell(machine, after, budget)
      if (good !== false) return good
    }
  }
  const leaks = budget.mustFree ? leakedObjects(machine, state).length : 0
  return ways === 0 && !isOpen && leaks === 0
}

/** The given run ends without a fault, and nobody could go on. */
function isFinished(machine: Machine, given: readonly ScheduleEntry[]): boolean {
  const begun = Run.begin(machine)
  if (!begun.ok) return false
  const run = begun.value
  const isFaulty = given.some(({ lane, choice }) => hasFaulted(run.step(lane, choice)))
  const lanes = [...machine.lanes.keys()].slice(0, machine.setupLane)
  const stands = lanes.map((lane) => run.readiness(lane).kind)
  return !isFaulty && stands.every((kind) => kind === 'done' || kind === 'not-started')
}

describe('the closest passing run', () => {
  it('has the longest beginning in common that any passing run has', () => {
    const said = { found: 0, none: 0 }
    fc.assert(
      fc.property(recipes, fc.array(fc.nat({ max: 5 }), { maxLength: 20 }), (recipe, picks) => {
        const machine = machineFrom(recipe)
        const given = wander(machine, picks)
        const initial = initialState(machine)
        if (!initial.ok) return
        const { state } = initial.value
        const mustFree = isFinished(machine, given)
        const good: (boolean | undefined)[] = [
          endsWell(machine, state.slice(), { left: 6_000, mustFree }),
        ]
        for (const entry of given) {
          if (hasFault(takeStep(machine, state, entry))) break
          good.push(endsWell(machine, state.slice(), { left: 6_000, mustFree }))
        }
        if (good.includes(undefined)) return
        const end = closest(machine, given)
        if (end.kind === 'found') {
          expect(end.common).toBe(good.lastIndexOf(true))
          const start = end.schedule.slice(0, end.common)
          expect(start.map(({ lane }) => lane)).toEqual(
            given.slice(0, end.common).map(({ lane }) => lane),
          )
          said.found++
        } else {
          expect(end.kind).toBe('none')
          expect(good.includes(true)).toBe(false)
          said.none++
        }
      }),
      // Few programs have a run that ends well: these do.
      { numRuns: 120, seed: 7 },
    )
    expect(said.found).toBeGreaterThan(2)
    expect(said.none).toBeGreaterThan(2)
  })

  it('of the mail lets B leave mutex_unlock before A frees the device', () => {
    const machine = machineFor(deviceUnregister)
    const { run, lines } = play(machine, deviceUnregister.runs[0]?.schedule ?? '')
    const end = closest(machine, run.steps)
    if (end.kind !== 'found') throw new Error(end.kind)
    expect(lines[end.common]).toBe('A driver_unload: kfree(device)')
    expect(end.schedule[end.common]?.lane).toBe(1)
  })
})
