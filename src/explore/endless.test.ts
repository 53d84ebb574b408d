import { describe, expect, it } from 'vitest'
import { eq, ne, READ_ONCE, sub, WRITE_ONCE } from '../build/expressions.ts'
import { fn } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { cpu_relax, waitUntil, While } from '../build/statements.ts'
import { int } from '../build/types.ts'
import { machineOf } from '../testing/play.ts'
import { searchAll } from './state-search.ts'

const x = global('x', int)
const y = global('y', int)

const engines = ['stepper', 'learned', 'compiled'] as const

const kinds = (
  a: () => void,
  b: () => void,
  engine: (typeof engines)[number],
): readonly string[] => {
  const machine = machineOf(({ thread }) => {
    thread('A', '', fn('a', [], a))
    thread('B', '', fn('b', [], b))
  })
  const verdict = searchAll(machine, 'steps', { engine })
  const findings = verdict.kind === 'violated' ? verdict.findings : []
  return findings.map(({ failure, schedule }) => `${failure.kind} after ${schedule.length}`)
}

const waitForX = (): void => waitUntil(eq(READ_ONCE(x), 1), { event: 'x' })
const forEver = (body: () => void): void => While(() => 1, body)
const flipY = (): void => WRITE_ONCE(y, sub(1, READ_ONCE(y)))

describe.each(engines)('a wait that can never end (%s)', (engine) => {
  it('is told although another thread runs for ever', () => {
    expect(kinds(waitForX, () => forEver(flipY), engine)).toEqual(['endless-wait after 0'])
  })

  it('is not one when some way leads out of it', () => {
    const maybe = (): void => {
      While(
        () => eq(READ_ONCE(y), 0),
        () => flipY(),
      )
      WRITE_ONCE(x, 1)
    }
    expect(kinds(waitForX, maybe, engine)).toEqual([])
  })

  it('is a deadlock where everybody stops', () => {
    expect(kinds(waitForX, flipY, engine)).toEqual(['deadlock after 1'])
  })

  it('is no matter for a retry loop that is let go in the end', () => {
    const retry = (): void =>
      While(
        () => ne(READ_ONCE(x), 1),
        () => cpu_relax(),
      )
    expect(kinds(retry, () => WRITE_ONCE(x, 1), engine)).toEqual([])
  })

  it('is not said of a retry loop that others keep awake in vain: it runs', () => {
    const retry = (): void =>
      While(
        () => ne(READ_ONCE(x), 1),
        () => cpu_relax(),
      )
    expect(kinds(waitForX, () => forEver(flipY), engine)).toHaveLength(1)
    expect(kinds(retry, () => forEver(flipY), engine)).toEqual([])
  })
})
