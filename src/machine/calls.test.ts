/** Calls are inlined: arguments, results and locals must behave as if there were a stack. */

import { describe, expect, it } from 'vitest'
import { add } from '../build/expressions.ts'
import { byRef, fn, fnOf, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { atomic, local, Return, set } from '../build/statements.ts'
import { fnptr, int, ptr, struct } from '../build/types.ts'
import { NULL } from '../build/wrap.ts'
import { finalWords, machineOf, play, playOut } from '../testing/play.ts'

const x = global('x', int)
const y = global('y', int)

/** Values of `x` and `y` after `body` has run alone. */
function after(body: () => void): Readonly<Record<string, number>> {
  const machine = machineOf(({ thread }) => {
    thread(
      'A',
      'a',
      fn('a', [], () => {
        set(x, 0)
        set(y, 0)
        body()
      }),
    )
  })
  return finalWords(playOut(machine, 'A').run, ['x', 'y'])
}

describe('an argument', () => {
  it('keeps its value when the callee changes the variable that it was made of', () => {
    const take = fn('take', [byRef('from', int), p('old', int)], (from, old) => {
      set(from, 100)
      set(x, old)
      set(y, from)
    })
    const words = after(() => {
      const n = local('n', int, 3)
      take(n, add(n, 1))
    })
    expect(words).toEqual({ x: 4, y: 100 })
  })

  it('is not changed in the caller when the callee assigns its parameter', () => {
    const count = fnOf(int, 'count', [p('n', int)], (n) => {
      set(n, add(n, 1))
      Return(n)
    })
    const words = after(() => {
      const n = local('n', int, 5)
      set(x, count(n))
      set(y, n)
    })
    expect(words).toEqual({ x: 6, y: 5 })
  })

  it('is read from memory once, before the callee writes there', () => {
    const twice = fn('twice', [p('n', int)], (n) => {
      set(x, add(n, 1))
      set(y, add(n, 1))
    })
    expect(after(() => twice(x))).toEqual({ x: 1, y: 1 })
  })

  it('by reference reaches through several calls', () => {
    const inner = fn('inner', [byRef('n', int)], (n) => set(n, add(n, 1)))
    const outer = fn('outer', [byRef('n', int)], (n) => {
      inner(n)
      inner(n)
    })
    const words = after(() => {
      const n = local('n', int)
      outer(n)
      set(x, n)
    })
    expect(words.x).toBe(2)
  })

  it('of another function cannot be used by mistake', () => {
    let stolen: ReturnType<typeof add> | undefined
    const lender = fn('lender', [p('n', int)], (n) => {
      stolen = add(n, 1)
      set(x, n)
    })
    const thief = fn('thief', [], () => set(y, stolen ?? 0))
    expect(() =>
      after(() => {
        lender(1)
        thief()
      }),
    ).toThrow('thief: n is a parameter of another function')
  })
})

describe('a result', () => {
  it('survives the end of the callee, whose locals do not', () => {
    const fresh = fnOf(int, 'fresh', [], () => {
      const count = local('count', int)
      set(count, add(count, 1))
      Return(count)
    })
    const words = after(() => {
      const n = local('n', int, fresh())
      set(x, n)
      set(n, fresh())
      set(y, n)
    })
    expect(words).toEqual({ x: 1, y: 1 })
  })

  it('may replace the variable that the argument came from', () => {
    const next = fnOf(int, 'next', [p('n', int)], (n) => {
      atomic(() => set(x, n))
      Return(add(n, 1))
    })
    const words = after(() => {
      const n = local('n', int, 7)
      set(n, next(n))
      set(y, n)
    })
    expect(words).toEqual({ x: 7, y: 8 })
  })

  it('leaves no trace in the state once the function has returned', () => {
    const one = fnOf(int, 'one', [], () => Return(1))
    const machine = machineOf(({ thread }) => {
      thread(
        'A',
        'a',
        fn('a', [], () => set(x, one())),
      )
    })
    const { run } = playOut(machine, 'A')
    const base = machine.laneBase[0] ?? 0
    expect(run.state.slice(base + 3, machine.laneBase[1]).every((word) => word === 0)).toBe(true)
  })
})

const Ops = struct('ops', { call: fnptr(int) })
const ops = global('ops', ptr(Ops))
const hook = global('hook', fnptr(int))

describe('a call through a pointer', () => {
  const toX = fn('to_x', [p('n', int)], (n) => set(x, n))
  const toY = fn('to_y', [p('n', int)], (n) => set(y, n))

  it('goes to the function that the pointer holds when the call is made', () => {
    const machine = machineOf(({ setup, thread }) => {
      setup(() => set(hook, toX))
      thread(
        'A',
        'calls',
        fn('a', [], () => {
          hook(1)
          hook(2)
        }),
      )
      thread(
        'B',
        'redirects',
        fn('b', [], () => set(hook, toY)),
      )
    })
    const { run, lines } = play(machine, 'aba')
    expect(lines).toEqual(['A a: hook(1)', 'B b: hook = to_y', 'A a: hook(2)'])
    expect(finalWords(run, ['x', 'y'])).toEqual({ x: 1, y: 2 })
  })

  it('reads the pointer and the arguments in the step that enters the function', () => {
    const machine = machineOf(({ setup, thread }) => {
      setup(() => set(hook, toY))
      thread(
        'A',
        'calls',
        fn('a', [], () => hook(x)),
      )
    })
    const [step] = play(machine, 'a').run.steps
    expect(step?.accesses.map(({ kind }) => kind)).toEqual(['read', 'read', 'write'])
  })

  it('of NULL, or of a table at NULL, kills the thread', () => {
    const machine = machineOf(({ thread }) => {
      // Somebody has to take the address, or there is nothing to call.
      thread(
        'C',
        'sets',
        fn('c', [], () => set(hook, toX)),
      )
      thread(
        'A',
        'no function',
        fn('a', [], () => hook(1)),
      )
      thread(
        'B',
        'no table',
        fn('b', [], () => ops.call(1)),
      )
    })
    const { faults, stopped } = play(machine, 'aba')
    expect(faults).toEqual(['1 A: invalid pointer 0, call', '2 B: invalid pointer 0, read'])
    expect(stopped).toBe('A crashed')
  })

  it('can be made of a constant', () => {
    const callIt = fn('call_it', [p('f', fnptr(int))], (f) => f(3))
    expect(after(() => callIt(toX)).x).toBe(3)
    const machine = machineOf(({ thread }) => thread('A', 'a', callIt, NULL))
    expect(playOut(machine, 'A').faults).toEqual(['1 A: invalid pointer 0, call'])
  })
})

describe('recursion', () => {
  it('is refused with the name of the function', () => {
    const again: { call: () => void } = { call: () => {} }
    const f = fn('again', [], () => again.call())
    again.call = f
    expect(() => machineOf(({ thread }) => thread('A', 'a', f))).toThrow(
      'again: calls nest deeper than 40; recursion cannot be modelled',
    )
  })
})
