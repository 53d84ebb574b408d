/** Accesses through pointers that point to nothing, and what is left of a thread after one. */

import { describe, expect, it } from 'vitest'
import { container_of, gt, sub } from '../build/expressions.ts'
import { fn, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { atomic, check, local, release, set, waitUntil } from '../build/statements.ts'
import { array, embed, int, ptr, struct } from '../build/types.ts'
import { NULL } from '../build/wrap.ts'
import { kfree, kzalloc } from '../kernel/slab.ts'
import { Spinlock, spin_lock, spin_unlock } from '../kernel/spinlock.ts'
import { addressOf, finalWords, machineOf, play } from '../testing/play.ts'

const Node = struct('node', { first: int, second: int, third: int })
const table = global('table', array(int, 2))
const Holder = struct('holder', { before: int, node: embed(Node) })

describe('a NULL pointer', () => {
  it('is caught at any field, also where variables lie at small addresses', () => {
    const x = global('x', int)
    const y = global('y', int)
    const node = global('node', ptr(Node))
    const machine = machineOf(({ thread }) => {
      thread(
        'A',
        'first field',
        fn('a', [], () => set(node.first, 1)),
      )
      thread(
        'B',
        'last field',
        fn('b', [], () => set(node.third, 1)),
      )
      thread(
        'C',
        'reads',
        fn('c', [], () => set(x, node.second)),
      )
      thread(
        'D',
        'writes',
        fn('d', [], () => set(y, 7)),
      )
    })
    const { faults, run } = play(machine, 'abcd')
    expect(faults).toEqual([
      '1 A: invalid pointer 0, write',
      '2 B: invalid pointer 2, write',
      '3 C: invalid pointer 1, read',
    ])
    expect(run.steps[3]?.accesses).toMatchObject([{ kind: 'write', before: 0, after: 7 }])
  })

  it('is caught through container_of, which makes it point before NULL', () => {
    const holder = global('holder', ptr(Holder))
    const machine = machineOf(({ thread }) => {
      const f = fn('f', [p('node', ptr(Node))], (node) => {
        const outer = local('outer', ptr(Holder), container_of(node, Holder, 'node'))
        set(outer.node.third, 1)
      })
      thread('A', 'a', f, NULL)
      thread(
        'B',
        'b',
        fn('g', [], () => set(holder.before, 1)),
      )
    })
    expect(play(machine, 'ab').faults).toEqual([
      '1 A: invalid pointer 2, write',
      '2 B: invalid pointer 0, write',
    ])
  })
})

describe('a crash', () => {
  const lock = global('lock', embed(Spinlock))
  const x = global('x', int)
  const y = global('y', int)
  const node = global('node', ptr(Node))

  it('in an atomic block keeps what was written before, and the locks that are held', () => {
    const machine = machineOf(({ thread }) => {
      thread(
        'A',
        'crashes',
        fn('a', [], () => {
          spin_lock(lock)
          atomic(() => {
            set(x, 1)
            set(node.second, 1)
            set(y, 1)
          })
          spin_unlock(lock)
        }),
      )
      thread(
        'B',
        'waits',
        fn('b', [], () => spin_lock(lock)),
      )
    })
    const { faults, stopped, run } = play(machine, 'a2b')
    expect(faults).toEqual(['2 A: invalid pointer 1, write'])
    expect(stopped).toBe('B blocked on lock held by A')
    expect(finalWords(run, ['x', 'y'])).toEqual({ x: 1, y: 0 })
    expect(run.readiness(0).kind).toBe('crashed')
  })

  it.each([
    ['an assertion', () => check(gt(node.second, 0), 'WARN_ON', 'never')],
    ['a free', () => release(container_of(node, Holder, 'node'), 'kfree')],
    ['an index', () => set(table.at(node.second), 1)],
    ['a store of what cannot be read', () => set(node.first, node.second)],
  ])('is reported once, also in %s', (_, body) => {
    const machine = machineOf(({ thread }) => thread('A', 'a', fn('a', [], body)))
    const { faults } = play(machine, 'a')
    expect(faults).toHaveLength(1)
  })

  it('comes from an index outside of an array, before anything is touched', () => {
    const machine = machineOf(({ thread }) =>
      thread(
        'A',
        'a',
        fn('a', [], () => {
          const i = local('i', int, x)
          set(table.at(sub(i, 1)), 1)
        }),
      ),
    )
    const { faults, run } = play(machine, 'aa')
    expect(faults).toEqual(['2 A: invalid pointer -1, index'])
    expect(run.steps[1]?.accesses).toEqual([])
  })

  it('is where a thread ends that waits for freed memory to change', () => {
    const Box = struct('box', { flag: int })
    const box = global('box', ptr(Box))
    const machine = machineOf(({ setup, thread }) => {
      setup(() => set(box, kzalloc('box', Box)))
      thread(
        'A',
        'waits',
        fn('a', [p('b', ptr(Box))], (b) => {
          waitUntil(b.flag, { event: 'the flag' })
          set(x, 1)
        }),
        box,
      )
      thread(
        'B',
        'frees',
        fn('b', [p('b', ptr(Box))], (b) => kfree(b)),
        box,
      )
    })
    expect(play(machine, 'a').stopped).toBe('A blocked on the flag')
    const { faults, stopped } = play(machine, 'ba2')
    expect(faults).toEqual(['2 A: use after free, reads box->flag'])
    expect(stopped).toBe('A crashed')
  })
})

describe('memory that cannot be freed', () => {
  it('is a variable, or nothing at all; NULL may always be', () => {
    const Box = struct('box', { flag: int })
    const box = global('box', embed(Box))
    const pointer = global('pointer', ptr(Box))
    const machine = machineOf(({ thread }) => {
      thread(
        'A',
        'NULL, then a variable',
        fn('a', [], () => {
          kfree(pointer)
          kfree(box)
        }),
      )
    })
    const address = addressOf(machine, 'box.flag')
    expect(play(machine, 'a2').faults).toEqual([`2 A: invalid pointer ${address}, free`])
  })
})
