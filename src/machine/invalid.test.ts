/** Accesses through pointers that point to nothing, and what is left of a thread after one. */

import { describe, expect, it } from 'vitest'
import { container_of } from '../build/expressions.ts'
import { fn, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { local, set } from '../build/statements.ts'
import { embed, int, ptr, struct } from '../build/types.ts'
import { NULL } from '../build/wrap.ts'
import { machineOf, play } from '../testing/play.ts'

const Node = struct('node', { first: int, second: int, third: int })
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
