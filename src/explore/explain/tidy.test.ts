import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enabledLanes, readiness } from '../../machine/enabled.ts'
import type { Machine } from '../../machine/machine.ts'
import { Run, type ScheduleEntry } from '../../machine/run.ts'
import { deviceUnregister } from '../../models/hmm/scenarios/device-unregister.ts'
import { machineFrom, recipes } from '../../testing/generate.ts'
import type { Recipe } from '../../testing/recipe-program.ts'
import { machineFor, play } from '../../testing/play.ts'
import { countSwitches, hasFault, record, type Recorded, type StepAt } from './recorded.ts'
import { endsTheSame, orderOf, tidy } from './tidy.ts'

/** Takes steps as the picks say, for as long as anybody can run. */
function wander(machine: Machine, picks: readonly number[]): readonly ScheduleEntry[] {
  const begun = Run.begin(machine)
  if (!begun.ok) return []
  const run = begun.value
  for (const pick of picks) {
    const lanes = enabledLanes(machine, run.state)
    const lane = lanes[pick % Math.max(1, lanes.length)]
    if (lane === undefined) break
    const ready = readiness(machine, run.state, lane)
    const options = ready.kind === 'ready' ? Math.max(1, ready.options.length) : 1
    run.step(lane, pick % options)
  }
  return run.steps
}

function recordedOf(machine: Machine, schedule: readonly ScheduleEntry[]): Recorded {
  const recorded = record(machine, schedule)
  if (!recorded.ok) throw new Error(recorded.error)
  return recorded.value
}

/** Fewest switches over all linear extensions that can be replayed to the same end. */
function bruteForce(recorded: Recorded): number {
  const order = orderOf(recorded, false)
  const total = recorded.steps.length
  let best = Number.POSITIVE_INFINITY
  const extend = (done: readonly StepAt[], switches: number): void => {
    if (switches >= best) return
    if (done.length === total) {
      if (endsTheSame(recorded, done)) best = switches
      return
    }
    for (let at = 0; at < total; at++) {
      if (done.includes(at)) continue
      if (!(order.after[at] ?? []).every((early) => done.includes(early))) continue
      const last = done.at(-1)
      const isSwitch = last !== undefined && order.laneOf[last] !== order.laneOf[at]
      extend([...done, at], switches + (isSwitch ? 1 : 0))
    }
  }
  extend([], 0)
  return best
}

const walks = (longest: number) => fc.array(fc.nat({ max: 11 }), { maxLength: longest })

/** B goes wrong inside its retry loop, before or after A has written something. */
const crashedInRetryLoop: Recipe = {
  threads: [
    [{ op: 'alloc' }],
    [
      { op: 'store', word: 0, value: 1 },
      {
        op: 'loop',
        body: [
          { op: 'spin', word: 0 },
          { op: 'index', value: -1 },
        ],
      },
      { op: 'alloc' },
    ],
  ],
}

describe('the tidy form of a run', () => {
  it('is an equivalent run with no more switches, for generated programs', () => {
    fc.assert(
      fc.property(recipes, walks(120), (recipe, picks) => {
        const machine = machineFrom(recipe)
        const schedule = wander(machine, picks)
        const tidied = tidy(machine, schedule)
        if (!tidied.ok) throw new Error(tidied.error)
        const { origin, before, after, isFewest, reasons } = tidied.value
        const given = recordedOf(machine, schedule)
        const found = recordedOf(machine, tidied.value.schedule)

        expect(isFewest).toBe(true)
        expect(after).toBeLessThanOrEqual(before)
        expect(after).toBe(countSwitches(tidied.value.schedule))
        expect(reasons).toHaveLength(after)
        expect([...found.run.state]).toEqual([...given.run.state])
        expect(found.history.key()).toBe(given.history.key())
        for (const own of given.byLane)
          expect(origin.filter((step) => own.includes(step))).toEqual(own)
        const last = given.steps.at(-1)
        if (last !== undefined && hasFault(last))
          expect(found.steps.at(-1)?.events).toEqual(last.events)
      }),
      { numRuns: 300, examples: [[crashedInRetryLoop, [9, 0, 0, 0, 0]]] },
    )
  })

  it('has the fewest switches of all, by brute force over tiny runs', () => {
    fc.assert(
      fc.property(recipes, walks(11), (recipe, picks) => {
        const machine = machineFrom(recipe)
        const schedule = wander(machine, picks)
        const tidied = tidy(machine, schedule)
        expect(tidied.ok && tidied.value.after).toBe(bruteForce(recordedOf(machine, schedule)))
      }),
      { numRuns: 300 },
    )
  })

  it('is itself tidy', () => {
    fc.assert(
      fc.property(recipes, walks(60), (recipe, picks) => {
        const machine = machineFrom(recipe)
        const once = tidy(machine, wander(machine, picks))
        if (!once.ok) throw new Error(once.error)
        const twice = tidy(machine, once.value.schedule)
        expect(twice.ok && twice.value.after).toBe(once.value.after)
      }),
      { numRuns: 100 },
    )
  })

  it('says for each switch which dependent steps it keeps in order', () => {
    fc.assert(
      fc.property(recipes, walks(60), (recipe, picks) => {
        const machine = machineFrom(recipe)
        const tidied = tidy(machine, wander(machine, picks))
        if (!tidied.ok) throw new Error(tidied.error)
        const { history, steps } = recordedOf(machine, tidied.value.schedule)
        for (const reason of tidied.value.reasons) {
          expect(steps[reason.at]?.lane).not.toBe(steps[reason.at - 1]?.lane)
          if (reason.kind !== 'order') continue
          const { first, second, dependence } = reason
          expect(first).toBeLessThan(second)
          expect(steps[first]?.lane).not.toBe(steps[second]?.lane)
          if (dependence.kind === 'words') expect(history.isBefore(first, second)).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('makes one turn of each thread out of steps that are independent', () => {
    const machine = machineFor(deviceUnregister)
    const { run } = play(machine, 'ababab')
    const tidied = tidy(machine, run.steps)
    expect(tidied).toMatchObject({ ok: true, value: { before: 5, after: 1, isFewest: true } })
    expect(tidied.ok && tidied.value.reasons).toEqual([{ kind: 'turn', at: 3, before: 0 }])
  })

  it('finds that the run of the mail has no switch too many', () => {
    const machine = machineFor(deviceUnregister)
    const { run } = play(machine, deviceUnregister.runs[0]?.schedule ?? '')
    const tidied = tidy(machine, run.steps)
    expect(tidied).toMatchObject({ ok: true, value: { before: 8, after: 8, isFewest: true } })
    expect(tidied.ok && tidied.value.origin).toEqual([...run.steps.keys()])
    expect(tidied.ok && tidied.value.reasons.map(({ kind }) => kind)).not.toContain('retry')
  })

  it('does not let a thread come to a lock of its own before somebody else has released it', () => {
    const machine = machineFrom({
      threads: [
        [{ op: 'unlock', which: 'spin' }],
        [
          { op: 'lock', which: 'spin' },
          { op: 'load', word: 0, value: 0 },
          { op: 'lock', which: 'spin' },
        ],
      ],
    })
    const { run } = play(machine, 'babb')
    const tidied = tidy(machine, run.steps)
    expect(tidied).toMatchObject({ ok: true, value: { before: 2, after: 2, isFewest: true } })
  })

  it('keeps a run for which there are too many orders, and says so', () => {
    const machine = machineFor(deviceUnregister)
    const { run } = play(machine, deviceUnregister.runs[0]?.schedule ?? '')
    const kept = tidy(machine, run.steps, 1)
    expect(kept).toMatchObject({ ok: true, value: { isFewest: false } })
    expect(kept.ok && kept.value.after).toBe(kept.ok && kept.value.before)
  })

  it('refuses a schedule that cannot run', () => {
    const machine = machineFor(deviceUnregister)
    const nobody = [{ lane: 99, choice: 0 }]
    expect(tidy(machine, nobody)).toEqual({ ok: false, error: 'step 1 cannot run' })
  })
})
