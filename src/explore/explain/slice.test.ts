import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { global } from '../../build/scenario.ts'
import { fn } from '../../build/fn.ts'
import { set } from '../../build/statements.ts'
import { embed, int } from '../../build/types.ts'
import { Spinlock, spin_lock, spin_unlock } from '../../kernel/spinlock.ts'
import { enabledLanes } from '../../machine/enabled.ts'
import type { Machine } from '../../machine/machine.ts'
import { Run, type ScheduleEntry } from '../../machine/run.ts'
import { deviceUnregister } from '../../models/hmm/scenarios/device-unregister.ts'
import { machineFrom, recipes } from '../../testing/generate.ts'
import { machineFor, machineOf, play } from '../../testing/play.ts'
import { failureKey } from '../failures.ts'
import { scheduleOf } from './recorded.ts'
import { type Slice, sliceOf } from './slice.ts'

function slice(machine: Machine, schedule: readonly ScheduleEntry[]): Slice | undefined {
  const found = sliceOf(machine, schedule)
  if (!found.ok) throw new Error(found.error)
  return found.value
}

function wander(machine: Machine, picks: readonly number[]): readonly ScheduleEntry[] {
  const begun = Run.begin(machine)
  if (!begun.ok) return []
  const run = begun.value
  for (const pick of picks) {
    const lanes = enabledLanes(machine, run.state)
    const lane = lanes[pick % Math.max(1, lanes.length)]
    if (lane !== undefined) run.step(lane)
  }
  return run.steps
}

describe('the causal slice of a violation', () => {
  it('shows the same violation when it is played alone, for generated programs', () => {
    let replayed = 0
    fc.assert(
      fc.property(recipes, fc.array(fc.nat({ max: 5 }), { maxLength: 80 }), (recipe, picks) => {
        const machine = machineFrom(recipe)
        const schedule = wander(machine, picks)
        const found = slice(machine, schedule)
        if (found === undefined || !found.isTried) return
        const alone = scheduleOf(schedule, found.path)
        const again = slice(machine, alone)
        if (found.failure.kind === 'fault') {
          expect(again?.at).toBe(alone.length - 1)
          expect(again && failureKey(machine, again.failure)).toBe(
            failureKey(machine, found.failure),
          )
          expect(again?.path).toHaveLength(alone.length)
        }
        replayed++
      }),
      { numRuns: 100 },
    )
    expect(replayed).toBeGreaterThan(10)
  })

  it('leaves out what comes after the violation', () => {
    const machine = machineFor(deviceUnregister)
    const { run } = play(machine, deviceUnregister.runs[0]?.schedule ?? '')
    const found = slice(machine, run.steps)
    expect(found?.failure).toMatchObject({ kind: 'fault', fault: { kind: 'use-after-free' } })
    expect(found?.isTried).toBe(true)
    expect(found?.cause.at(-1)).toBe(found?.at)
  })

  it('leaves out steps whose effect nobody needs, and keeps what frees and what sees it', () => {
    const machine = machineFor(deviceUnregister)
    const { run, lines } = play(machine, deviceUnregister.runs[0]?.schedule ?? '')
    const cause = slice(machine, run.steps)?.cause.map((step) => lines[step]?.split(':')[0]) ?? []
    expect(cause).toContain('A driver_unload')
    expect(cause).toContain('B __mutex_unlock_slowpath')
    expect(cause).toContain('A mutex_optimistic_spin')
    expect(cause).not.toContain('B srcu_read_lock')
    expect(cause.length).toBeLessThan(run.steps.length * 0.6)
  })

  it('leaves out a thread that only happened to be there', () => {
    const machine = withBystander()
    const { run } = play(machine, 'c3abab')
    const lanes = slice(machine, run.steps)?.path.map((step) => run.steps[step]?.lane)
    expect(slice(machine, run.steps)?.failure.kind).toBe('deadlock')
    expect(lanes).toEqual([0, 1])
  })

  it('is nothing for a run in which nothing goes wrong', () => {
    const machine = machineFor(deviceUnregister)
    expect(slice(machine, [])).toBeUndefined()
  })

  it('refuses a schedule that cannot run', () => {
    const machine = machineFor(deviceUnregister)
    expect(sliceOf(machine, [{ lane: 99, choice: 0 }])).toEqual({
      ok: false,
      error: 'step 1 cannot run',
    })
  })
})

/** A and B lock each other out for ever; C takes one of their locks before, and gives it back. */
function withBystander(): Machine {
  const first = global('first', embed(Spinlock))
  const second = global('second', embed(Spinlock))
  const x = global('x', int)
  return machineOf(({ thread }) => {
    const both = (name: string, one: typeof first, other: typeof first) =>
      fn(name, [], () => {
        spin_lock(one)
        spin_lock(other)
        set(x, 1)
      })
    thread('A', 'first, then second', both('a', first, second))
    thread('B', 'second, then first', both('b', second, first))
    thread(
      'C',
      'bystander',
      fn('c', [], () => {
        spin_lock(first)
        set(x, 2)
        spin_unlock(first)
      }),
    )
  })
}
