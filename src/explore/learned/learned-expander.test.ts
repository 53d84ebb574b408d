import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eq } from '../../build/expressions.ts'
import { fn, p, start } from '../../build/fn.ts'
import { global } from '../../build/scenario.ts'
import { observe, set } from '../../build/statements.ts'
import { int, ptr, struct } from '../../build/types.ts'
import { kfree, kzalloc } from '../../kernel/slab.ts'
import { scenarios } from '../../models/catalogue.ts'
import { machineFrom, recipes } from '../../testing/generate.ts'
import { machineFor, machineOf } from '../../testing/play.ts'
import { searchAll } from '../state-search.ts'
import type { Minimised, Verdict } from '../verdict.ts'
import type { Machine } from '../../machine/machine.ts'

/** The verdict without what may differ: who took the steps, and how much memory it took. */
function comparable(verdict: Verdict): unknown {
  const { states, transitions, depth } = verdict.stats
  const findings = verdict.kind === 'violated' ? verdict.findings : []
  return { kind: verdict.kind, states, transitions, depth, findings }
}

function both(machine: Machine, minimised: Minimised): readonly [unknown, unknown] {
  const plain = searchAll(machine, minimised, { engine: 'stepper' })
  const learned = searchAll(machine, minimised, { engine: 'learned' })
  expect(plain.stats.engine).toBe('stepper')
  expect(learned.stats.engine).toBe('learned')
  return [comparable(learned), comparable(plain)]
}

describe('learned steps', () => {
  it('give the same states, failures and runs as the stepper on random programs', () => {
    fc.assert(
      fc.property(
        recipes,
        fc.constantFrom('steps', 'switches', 'preemptions'),
        (recipe, minimised) => {
          const [learned, plain] = both(machineFrom(recipe), minimised)
          expect(learned).toEqual(plain)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('and on every scenario', () => {
    for (const def of scenarios.filter((each) => each.id.startsWith('hmm/'))) {
      const [learned, plain] = both(machineFor(def), 'steps')
      expect(learned).toEqual(plain)
    }
  })

  it('watch freed memory as the stepper does', () => {
    const Box = struct('box', { opened: int })
    const the_box = global('the_box', ptr(Box))
    const nobody = global('nobody', ptr(Box))
    const watch = fn('watch', [p('box', ptr(Box))], (box) => {
      set(box.opened, 1)
      kfree(box)
      observe(eq(box.opened, 1), { id: 'kept', title: 'freed memory keeps its value' })
      observe(eq(box.opened, 0), { id: 'cleared', title: 'freed memory is cleared' })
      observe(nobody.opened, { id: 'nobody', title: 'there is somebody' })
    })
    const machine = machineOf(({ setup, thread }) => {
      setup(() => set(the_box, kzalloc('box', Box)))
      thread('A', 'watches', watch, the_box)
    })
    const [learned, plain] = both(machine, 'steps')
    expect(learned).toEqual(plain)
    expect(learned).toMatchObject({ findings: { length: 2 } })
  })

  it('read what a start is given also when no thread is left to be started', () => {
    const y = global('y', int)
    const worker = fn('worker', [p('n', int)], (n) => observe(eq(n, n), { id: 'n', title: 'n' }))
    const starter = fn('starter', [], () => {
      start('started', 'works', worker, y)
      start('started', 'works', worker, y)
    })
    const writer = fn('writer', [], () => set(y, 1))
    const machine = machineOf(({ thread }) => {
      thread('A', 'starts', starter)
      thread('B', 'writes', writer)
    })
    const [learned, plain] = both(machine, 'steps')
    expect(learned).toEqual(plain)
    expect(JSON.stringify(plain).match(/"key":"data-race/g)).toHaveLength(2)
  })
})
