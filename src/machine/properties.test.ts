import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { machineFrom, recipes } from '../testing/generate.ts'
import { checksum } from './checksum.ts'
import { enabledLanes, readiness } from './enabled.ts'
import type { Machine } from './machine.ts'
import { racesIn } from './races.ts'
import { Run, type ScheduleEntry } from './run.ts'

const picks = fc.array(fc.nat(1_000), { maxLength: 60 })

/** Plays random choices among what is enabled. */
function wander(
  machine: Machine,
  choices: readonly number[],
  onStep: (run: Run) => void = () => {},
): Run {
  const begun = Run.begin(machine)
  if (!begun.ok) throw new Error(begun.error)
  const run = begun.value
  for (const pick of choices) {
    const lanes = enabledLanes(machine, run.state)
    const lane = lanes[pick % Math.max(1, lanes.length)]
    if (lane === undefined) break
    const ready = readiness(machine, run.state, lane)
    const options = ready.kind === 'ready' ? ready.options.length : 0
    expect(run.step(lane, options === 0 ? 0 : pick % options).ok).toBe(true)
    onStep(run)
  }
  return run
}

function replay(machine: Machine, schedule: readonly ScheduleEntry[]): Run {
  const begun = Run.begin(machine)
  if (!begun.ok) throw new Error(begun.error)
  for (const { lane, choice } of schedule) expect(begun.value.step(lane, choice).ok).toBe(true)
  return begun.value
}

describe('any program under any schedule', () => {
  it('replays to the same states, events and accesses', () => {
    fc.assert(
      fc.property(recipes, picks, (recipe, choices) => {
        const first = wander(machineFrom(recipe), choices)
        const second = replay(machineFrom(recipe), first.steps)
        expect(second.steps).toEqual(first.steps)
        expect(checksum(second.state)).toBe(checksum(first.state))
      }),
      { numRuns: 150 },
    )
  })

  it('is the same after any walk back and forth', () => {
    fc.assert(
      fc.property(recipes, picks, picks, (recipe, choices, walk) => {
        const states: string[] = []
        const machine = machineFrom(recipe)
        const begun = Run.begin(machine)
        if (begun.ok) states.push(begun.value.state.join())
        const run = wander(machine, choices, (each) => states.push(each.state.join()))
        for (const to of walk) {
          const cursor = to % states.length
          run.jump(cursor)
          expect(run.state.join()).toBe(states[cursor])
        }
      }),
      { numRuns: 150 },
    )
  })

  it('touches only words of objects, and looking ahead changes nothing', () => {
    fc.assert(
      fc.property(recipes, picks, (recipe, choices) => {
        const machine = machineFrom(recipe)
        const run = wander(machine, choices, (each) => {
          const before = each.state.join()
          racesIn(machine, each.state)
          expect(each.state.join()).toBe(before)
        })
        for (const step of run.steps) {
          for (const { address } of step.accesses) {
            expect(machine.memory.objectAt[address] ?? -1).toBeGreaterThanOrEqual(0)
          }
          for (let i = 0; i < step.changes.length; i += 3) {
            expect(step.changes[i]).toBeGreaterThan(0)
            expect(step.changes[i]).toBeLessThan(machine.stateSize)
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  it('refuses a step of a lane that is not ready, and changes nothing', () => {
    fc.assert(
      fc.property(recipes, picks, (recipe, choices) => {
        const machine = machineFrom(recipe)
        const run = wander(machine, choices)
        const before = run.state.join()
        const enabled = enabledLanes(machine, run.state)
        for (let lane = -1; lane <= machine.setupLane; lane++) {
          if (enabled.includes(lane)) continue
          expect(run.step(lane).ok).toBe(false)
          expect(run.state.join()).toBe(before)
        }
      }),
      { numRuns: 100 },
    )
  })
})
