/** Where one step ends and the next begins. */

import { describe, expect, it } from 'vitest'
import { add, eq, gt, lt } from '../build/expressions.ts'
import { fn, fnOf, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import {
  atomic,
  Break,
  choose,
  cpu_relax,
  For,
  If,
  local,
  Return,
  set,
  waitUntil,
  While,
} from '../build/statements.ts'
import { int } from '../build/types.ts'
import { finalWords, machineOf, play, playOut } from '../testing/play.ts'
import type { Machine } from './machine.ts'

const x = global('x', int)
const y = global('y', int)

function alone(body: () => void): Machine {
  return machineOf(({ thread }) => thread('A', 'a', fn('a', [], body)))
}

/** The accesses of each step, as `r x` and `w y`. */
function footprints(body: () => void): readonly string[] {
  const machine = alone(body)
  const { memory } = machine
  return playOut(machine, 'A').run.steps.map((step) =>
    step.accesses
      .map(
        ({ kind, address }) => `${kind[0]} ${memory.objects[memory.objectAt[address] ?? -1]?.name}`,
      )
      .join(', '),
  )
}

describe('arguments', () => {
  const store = fn('store', [p('n', int)], (n) => set(y, n))

  it('are read in the first step of the function', () => {
    expect(footprints(() => store(x))).toEqual(['r x, w y'])
  })

  it('are read in a step of their own before a wait, which may come much later', () => {
    const machine = machineOf(({ thread }) => {
      const wait = fn('wait', [p('n', int)], (n) => {
        waitUntil(eq(y, n), { event: 'y' })
      })
      thread(
        'A',
        'waits',
        fn('a', [], () => wait(x)),
      )
      thread(
        'B',
        'changes',
        fn('b', [], () => {
          set(x, 1)
          set(y, 1)
        }),
      )
    })
    expect(play(machine, 'aa').stopped).toBeUndefined()
    // What was read before B changed it is what A waits for.
    expect(play(machine, 'ab2a').stopped).toBe('A blocked on y')
    expect(play(machine, 'ba').run.steps[1]?.isArguments).toBe(true)
  })

  it('are a step even where the function has none', () => {
    const nothing = fn('nothing', [p('n', int)], (n) => If(eq(n, 1), () => set(y, 1)))
    const machine = alone(() => {
      nothing(x)
      set(y, 2)
    })
    expect(playOut(machine, 'A').lines).toEqual(['A a: nothing(x)', 'A a: y = 2'])
  })
})

describe('an atomic block', () => {
  it('is one step, with all loops inside', () => {
    const i = (): void => {
      const n = local('n', int)
      atomic(() => For(n, 0, 3, () => set(x, add(x, 1))))
      set(y, n)
    }
    expect(footprints(i)).toEqual(['r x, w x, r x, w x, r x, w x', 'w y'])
  })

  it('ends at an early return, also out of a loop, and its step with it', () => {
    const find = fnOf(int, 'find', [], () => {
      const n = local('n', int)
      atomic(() => {
        For(n, 0, 5, () => {
          If(gt(x, 0), () => Return(n))
          set(x, n)
        })
      })
      Return(-1)
    })
    expect(footprints(() => set(y, find()))).toEqual(['r x, w x, r x, w x, r x', 'w y'])
  })

  it('ends at a break out of the loop around it', () => {
    const body = (): void => {
      While(
        () => 1,
        () => {
          atomic(() => {
            set(x, add(x, 1))
            If(eq(x, 2), Break)
            set(y, x)
          })
        },
      )
      set(y, 7)
    }
    expect(footprints(body)).toEqual(['r x, w x, r x, r x, w y', 'r x, w x, r x', 'w y'])
  })

  it('stays open when a function called inside it returns early', () => {
    const half = fn('half', [], () => {
      If(eq(x, 0), () => Return())
      set(y, 1)
    })
    expect(
      footprints(() => {
        atomic(() => {
          half()
          set(x, 1)
        })
        set(y, 2)
      }),
    ).toEqual(['r x, w x', 'w y'])
  })

  it('joins the next step when it has nothing to do, but never lets a wait pass', () => {
    const body = (): void => {
      const n = local('n', int)
      atomic(() => If(n, () => set(x, 1)))
      waitUntil(eq(y, 1), { event: 'y' })
    }
    const machine = machineOf(({ thread }) => {
      thread('A', 'a', fn('a', [], body))
      thread(
        'B',
        'b',
        fn('b', [], () => set(y, 1)),
      )
    })
    expect(play(machine, 'aa').stopped).toBe('A blocked on y')
    expect(play(machine, 'baa').stopped).toBeUndefined()
  })

  it('that never ends hits the bound of the model', () => {
    const machine = alone(() =>
      atomic(() =>
        While(
          () => lt(x, 1),
          () => set(y, 1),
        ),
      ),
    )
    const { faults, stopped } = play(machine, 'aa')
    expect(faults).toEqual(['1 A: bound: more than 10000 instructions in one step'])
    expect(stopped).toBe('A crashed')
  })
})

describe('a choice', () => {
  it('may be the first thing in an atomic block, and decides about the rest', () => {
    const machine = alone(() => {
      atomic(() => {
        const how = choose('how', ['x', 'y'])
        If(eq(how, 0), () => set(x, 1)).Else(() => set(y, 1))
      })
    })
    expect(finalWords(play(machine, 'a').run, ['x', 'y'])).toEqual({ x: 1, y: 0 })
    expect(finalWords(play(machine, 'a.1').run, ['x', 'y'])).toEqual({ x: 0, y: 1 })
  })
})

describe('a program is refused', () => {
  const cases: readonly (readonly [string, string, () => void])[] = [
    [
      'with a wait in the middle of an atomic block',
      'a wait may only be the first statement of an atomic block',
      () =>
        atomic(() => {
          set(x, 1)
          waitUntil(x, { event: 'x' })
        }),
    ],
    [
      'with a choice there: it could not be in the schedule',
      'a choice may only be the first statement of an atomic block',
      () =>
        atomic(() => {
          set(x, 1)
          choose('how', ['one', 'other'])
        }),
    ],
    [
      'with a wait that an atomic block would come back to',
      'a wait may only be the first statement of an atomic block',
      () =>
        atomic(() =>
          While(
            () => {
              waitUntil(x, { event: 'x' })
              return lt(y, 2)
            },
            () => set(y, add(y, 1)),
          ),
        ),
    ],
    [
      'with cpu_relax() in the middle of an atomic block',
      'cpu_relax() may only be the first statement of an atomic block',
      () =>
        While(
          () => 1,
          () =>
            atomic(() => {
              set(x, 1)
              cpu_relax()
            }),
        ),
    ],
    ['with cpu_relax() outside of a loop', 'cpu_relax() needs a loop around it', cpu_relax],
    ['with a break outside of a loop', 'a break needs a loop around it', Break],
    [
      'with more alternatives than a schedule can name',
      'how: a choice has at most 10 alternatives',
      () => {
        const [first = '', second = '', ...rest] = Array.from({ length: 11 }, (_, i) => `${i}`)
        choose('how', [first, second, ...rest])
      },
    ],
  ]
  it.each(cases)('%s', (_, message, body) => {
    expect(() => alone(body)).toThrow(message)
  })
})
