/** The known numbers of interleaving classes, each exactly. HEDDLE_SLOW=1 adds the large ones. */

import { describe, expect, it } from 'vitest'
import { benchPrograms } from '../../models/bench/catalogue.ts'
import type { BenchProgram } from '../../models/bench/catalogue.ts'
import type { Machine } from '../../machine/machine.ts'
import { machineFor } from '../../testing/play.ts'
import { ensure } from '../../util/ensure.ts'
import type { ClassMode } from './class-report.ts'
import { searchClasses } from './class-search.ts'

const isSlow = process.env['HEDDLE_SLOW'] === '1'
/** Classes that an engine gets through in a moment. */
const most: Readonly<Record<ClassMode, number>> = isSlow
  ? { optimal: 200_000, source: 20_000, sleep: 2_000, naive: 50 }
  : { optimal: 1_000, source: 200, sleep: 100, naive: 4 }
/** Programs whose independent threads make sleep sets alone, or nothing at all, hopeless. */
const tooWide = new Set(['filesystem', 'indexer', 'readers-local', 'sigma'])

function casesFor(
  mode: ClassMode,
): readonly (readonly [string, number, BenchProgram['expected'][number], Machine])[] {
  return benchPrograms.flatMap((program) => {
    const isHopeless = (mode === 'sleep' || mode === 'naive') && tooWide.has(program.id)
    return program.sizes.flatMap((size) => {
      const known = program.expected[size]
      if (known === undefined || isHopeless || known.classes > most[mode]) return []
      return [[program.id, size, known, machineFor(program.build(size))] as const]
    })
  })
}

describe('optimal explores each class once and nothing else', () => {
  it.each(casesFor('optimal'))('%s, size %i: %o', (_id, _size, known, machine) => {
    const { classes, blocked, failing, redundant, runs, isComplete } = searchClasses(machine)
    expect({ classes, blocked, failing }).toEqual(known)
    expect({ redundant, runs, isComplete }).toEqual({
      redundant: 0,
      runs: known.classes + known.blocked,
      isComplete: true,
    })
  })
})

describe.each(['source', 'sleep'] as const)('%s finds the same classes', (mode) => {
  it.each(casesFor(mode))('%s, size %i: %o', (_id, _size, known, machine) => {
    const { classes, blocked, failing, runs, isComplete } = searchClasses(machine, mode)
    expect({ classes, blocked, failing, isComplete }).toEqual({ ...known, isComplete: true })
    expect(runs).toBeGreaterThanOrEqual(known.classes + known.blocked)
  })
})

describe('every single interleaving falls into one of the known classes', () => {
  it.each(casesFor('naive'))('%s, size %i: %o', (_id, _size, known, machine) => {
    const ends = new Map<string, string>()
    searchClasses(machine, 'naive', {}, (end, search) => ends.set(search.classKey(), end))
    const count = (end: string): number => [...ends.values()].filter((each) => each === end).length
    expect({
      classes: count('class') + count('failing'),
      blocked: count('blocked'),
      failing: count('failing'),
    }).toEqual(known)
  })
})

describe('where source sets are not enough', () => {
  it.each([
    [2, 8],
    [3, 24],
    [4, 64],
    [5, 160],
  ])('%i threads: %i runs, n times 2 to the n', (n, runs) => {
    const program = benchPrograms.find(({ id }) => id === 'n-family')
    const machine = machineFor(ensure(program, 'the n family').build(n))
    expect(searchClasses(machine, 'source')).toMatchObject({ runs, classes: 2 * n })
    expect(searchClasses(machine, 'optimal')).toMatchObject({ runs: 2 * n, redundant: 0 })
  })
})
