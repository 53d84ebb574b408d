import { describe, expect, it } from 'vitest'
import { READ_ONCE, WRITE_ONCE } from '../../build/expressions.ts'
import { fn, p } from '../../build/fn.ts'
import { global } from '../../build/scenario.ts'
import { If, choose, cpu_relax, local, waitUntil, While } from '../../build/statements.ts'
import { int } from '../../build/types.ts'
import { and, eq } from '../../build/expressions.ts'
import type { Machine } from '../../machine/machine.ts'
import { Run } from '../../machine/run.ts'
import { checkThenSet, philosophers } from '../../models/bench/programs/locks.ts'
import { krefLookup } from '../../models/bench/programs/objects.ts'
import { lastZero, readers } from '../../models/bench/programs/readers.ts'
import { machineFor, machineOf } from '../../testing/play.ts'
import { ClassSearch, searchClasses } from './class-search.ts'

const x = global('x', int)
const y = global('y', int)
const store = fn('store', [p('value', int)], (value) => WRITE_ONCE(x, value))
const storeY = fn('store_y', [p('value', int)], (value) => WRITE_ONCE(y, value))

function threadsOf(...bodies: readonly (() => void)[]): Machine {
  return machineOf(({ thread }) => {
    for (const [i, body] of bodies.entries())
      thread(String.fromCharCode(65 + i), `thread ${i}`, fn(`thread_${i}`, [], body))
  })
}

function numbers(machine: Machine) {
  const { classes, blocked, redundant } = searchClasses(machine)
  return { classes, blocked, redundant }
}

describe('a search in slices', () => {
  it('gives the same report as one that runs through', () => {
    const machine = machineFor(lastZero.build(5))
    const search = new ClassSearch(machine)
    let slices = 1
    while (!search.advance(10)) slices++
    expect(slices).toBe(7)
    expect(search.report()).toEqual(searchClasses(machine))
  })

  it('tells how far it got when it is stopped', () => {
    const search = new ClassSearch(machineFor(readers.build(8)))
    search.advance(20)
    search.stop()
    expect(search.advance(20)).toBe(true)
    expect(search.report()).toMatchObject({ runs: 20, limit: 'cancelled', isComplete: false })
  })

  it('stops at a limit of runs, and is complete when that was just enough', () => {
    const machine = machineFor(readers.build(2))
    expect(searchClasses(machine, 'optimal', { runs: 3 })).toMatchObject({
      runs: 3,
      limit: 'runs',
      isComplete: false,
    })
    const { limit, isComplete } = searchClasses(machine, 'optimal', { runs: 4 })
    expect({ limit, isComplete }).toEqual({ limit: undefined, isComplete: true })
  })
})

describe('a run without end', () => {
  const endless = threadsOf(
    () =>
      While(
        () => 1,
        () => WRITE_ONCE(x, 1),
      ),
    () => WRITE_ONCE(x, 0),
  )

  it('is cut, and the search says so', () => {
    const report = searchClasses(endless, 'optimal', { steps: 50, runs: 1_000 })
    expect(report).toMatchObject({ classes: 0, limit: 'steps', isComplete: false, longest: 50 })
  })
})

describe('failures', () => {
  it('come with a run that shows them and nothing that happens after', () => {
    for (const program of [krefLookup, checkThenSet]) {
      const machine = machineFor(program.build(2))
      const faults = searchClasses(machine).findings.filter((each) => each.failure.kind === 'fault')
      expect(faults.length).toBeGreaterThan(0)
      for (const { schedule } of faults) {
        const run = Run.begin(machine)
        if (!run.ok) throw new Error(run.error)
        const steps = schedule.map(({ lane, choice }) => run.value.step(lane, choice))
        const failing = steps.map(
          (step) => step.ok && step.value.events.some(({ event }) => event.kind === 'fault'),
        )
        expect(failing.indexOf(true)).toBe(schedule.length - 1)
      }
    }
  })

  it('name the lanes of a deadlock', () => {
    const { findings } = searchClasses(machineFor(philosophers.build(3)))
    expect(findings.map(({ failure }) => failure)).toMatchObject([
      { kind: 'deadlock', lanes: [0, 1, 2] },
    ])
    expect(findings[0]?.schedule).toHaveLength(3)
  })
})

describe('waits', () => {
  it('are tried before every write that disables them, not only before the last', () => {
    const machine = threadsOf(
      () => {
        WRITE_ONCE(x, 1)
        WRITE_ONCE(x, 2)
        WRITE_ONCE(x, 3)
      },
      () => waitUntil(eq(READ_ONCE(x), 0), { event: 'a zero' }),
    )
    expect(numbers(machine)).toEqual({ classes: 1, blocked: 1, redundant: 0 })
  })

  it('on two words are tried without the writes to one, to the other, and to both', () => {
    const bothZero = and(eq(READ_ONCE(x), 0), eq(READ_ONCE(y), 0))
    const machine = machineOf(({ thread }) => {
      thread('A', 'x', store, 1)
      thread('B', 'y', storeY, 1)
      thread(
        'C',
        'waits',
        fn('waits', [], () => waitUntil(bothZero, { event: 'two zeros' })),
      )
    })
    expect(numbers(machine)).toEqual({ classes: 1, blocked: 1, redundant: 0 })
  })

  it('of a spin loop end when what the loop looked at has changed', () => {
    const machine = threadsOf(
      () =>
        While(
          () => eq(READ_ONCE(x), 0),
          () => cpu_relax(),
        ),
      () => {
        WRITE_ONCE(y, 1)
        WRITE_ONCE(x, 1)
      },
    )
    expect(numbers(machine)).toEqual({ classes: 2, blocked: 0, redundant: 0 })
  })
})

describe('choices', () => {
  it('are classes of their own, each with every order of what depends on them', () => {
    const machine = threadsOf(
      () => {
        If(choose('way', ['left', 'right']), () => WRITE_ONCE(x, 1))
      },
      () => {
        local('seen', int, READ_ONCE(x))
      },
    )
    expect(numbers(machine)).toEqual({ classes: 3, blocked: 0, redundant: 0 })
  })
})
