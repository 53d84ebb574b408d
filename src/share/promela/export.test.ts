import { describe, expect, it } from 'vitest'
import { eq, READ_ONCE, WRITE_ONCE } from '../../build/expressions.ts'
import { fn } from '../../build/fn.ts'
import { global } from '../../build/scenario.ts'
import { choose, If, waitUntil } from '../../build/statements.ts'
import { int } from '../../build/types.ts'
import type { Machine } from '../../machine/machine.ts'
import { machineOf } from '../../testing/play.ts'
import { exportPromela } from './export.ts'

function modelOf(machine: Machine): string {
  const model = exportPromela(machine, { about: ['A small program'] })
  if (!model.ok) throw new Error(model.error)
  return model.value
}

const x = global('x', int)
const waiting = machineOf(({ thread }) => {
  thread(
    'A',
    'sets',
    fn('set_x', [], () => WRITE_ONCE(x, 1)),
  )
  thread(
    'B',
    'waits',
    fn('wait_x', [], () => waitUntil(eq(READ_ONCE(x), 1), { event: 'x' })),
  )
})

describe('the export to Promela', () => {
  it('says what it is a model of and how to check it', () => {
    const model = modelOf(waiting)
    expect(model).toMatch(/^\/\*\n \* A small program\n/)
    expect(model).toContain('spin -a -o1 -o2 model.pml')
  })

  it('guards the step of a waiting lane with its condition', () => {
    expect(modelOf(waiting)).toMatch(/B_is == RUNNING && B_pc == \d+ && .*mem\[0\] == 1/)
  })

  it('names steps by their source lines', () => {
    expect(modelOf(waiting)).toMatch(/\/\* A at \d+, line \d+: WRITE_ONCE\(x, 1\) \*\//)
  })

  it('has one alternative for each outcome of a choice', () => {
    const model = modelOf(
      machineOf(({ thread }) => {
        const body = (): void => {
          If(eq(choose('pick', ['one', 'two', 'three']), 2), () => WRITE_ONCE(x, 1))
        }
        thread('A', 'chooses', fn('chooses', [], body))
      }),
    )
    expect(model.match(/choose\("one", "two", "three"\)/g)).toHaveLength(3)
  })

  it('leaves words out that never change, when it is told so', () => {
    const widths = { ranges: new Map(), isComplete: true }
    const model = exportPromela(waiting, { about: [], widths })
    expect(model.ok && model.value).not.toMatch(/^(int|short|unsigned|byte) A_/m)
  })
})
