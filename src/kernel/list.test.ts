import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, mul } from '../build/expressions.ts'
import { fn } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { If, set } from '../build/statements.ts'
import { embed, int, struct } from '../build/types.ts'
import type { Run } from '../machine/run.ts'
import { wordName } from '../machine/memory.ts'
import { machineOf, playOut } from '../testing/play.ts'
import {
  INIT_LIST_HEAD,
  list_add,
  list_add_tail,
  list_del,
  list_del_init,
  list_empty,
  list_first_entry,
  list_for_each_entry,
  ListHead,
} from './list.ts'
import { kfree, kzalloc } from './slab.ts'

const Item = struct('item', { id: int, node: embed(ListHead) })
const head = global('head', embed(ListHead))
const items = [1, 2, 3].map((id) => global(`item${id}`, embed(Item), { id }))
/** The ids of the entries in order, as the digits of a number. */
const order = global('order', int)
const first = global('first', int)

type Operation = { readonly op: 'add' | 'add_tail' | 'del' | 'del_init'; readonly item: number }

function apply({ op, item }: Operation): void {
  const node = items[item]?.node
  if (node === undefined) return
  if (op === 'add') list_add(node, head)
  if (op === 'add_tail') list_add_tail(node, head)
  if (op === 'del') list_del(node)
  if (op === 'del_init') list_del_init(node)
}

/** The same on an array. Adding an entry twice and deleting a stranger are left out, as in C. */
function expected(operations: readonly Operation[]): {
  readonly done: readonly Operation[]
  readonly ids: readonly number[]
} {
  let ids: number[] = []
  const done = operations.filter(({ op, item }) => {
    const id = item + 1
    const isOn = ids.includes(id)
    if (op === 'add' && !isOn) ids.unshift(id)
    else if (op === 'add_tail' && !isOn) ids.push(id)
    else if (op.startsWith('del') && isOn) ids = ids.filter((other) => other !== id)
    else return false
    return true
  })
  return { done, ids }
}

function wordAfter(run: Run, name: string): number | undefined {
  const { memory } = run.machine
  const address = Array.from({ length: memory.size }, (_, i) => i).find(
    (each) => wordName(memory, each) === name,
  )
  return run.state[address ?? 0]
}

describe('list operations', () => {
  it('do what the same operations do to an array', () => {
    const operation = fc.record({
      op: fc.constantFrom('add', 'add_tail', 'del', 'del_init'),
      item: fc.integer({ min: 0, max: items.length - 1 }),
    })
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 12 }), (operations) => {
        const { done, ids } = expected(operations as readonly Operation[])
        const machine = machineOf(({ thread }) => {
          const all = fn('all', [], () => {
            INIT_LIST_HEAD(head)
            done.forEach(apply)
            list_for_each_entry('item', head, Item, 'node', (item) => {
              set(order, add(mul(order, 10), item.id))
            })
            If(list_empty(head), () => set(first, -1)).Else(() =>
              set(first, list_first_entry(head, Item, 'node').id),
            )
          })
          thread('A', 'one', all)
        })
        const { run, faults } = playOut(machine, 'A')
        expect(faults).toEqual([])
        expect(wordAfter(run, 'order')).toBe(Number(ids.join('')))
        expect(wordAfter(run, 'first')).toBe(ids[0] ?? -1)
      }),
      { numRuns: 60 },
    )
  })
})

describe('list_del', () => {
  it('touches a neighbour that was freed without being deleted', () => {
    const machine = machineOf(({ thread }) => {
      const all = fn('all', [], () => {
        INIT_LIST_HEAD(head)
        const neighbour = kzalloc('neighbour', Item)
        const item = kzalloc('item', Item)
        list_add(neighbour.node, head)
        list_add(item.node, head)
        kfree(neighbour)
        list_del(item.node)
      })
      thread('A', 'one', all)
    })
    expect(playOut(machine, 'A').faults).toEqual(['7 A: use after free, writes item->node.prev'])
  })

  it('poisons the entry: deleting it again is an invalid pointer', () => {
    const machine = machineOf(({ thread }) => {
      const all = fn('all', [], () => {
        INIT_LIST_HEAD(head)
        const item = kzalloc('item', Item)
        list_add(item.node, head)
        list_del(item.node)
        list_del(item.node)
      })
      thread('A', 'one', all)
    })
    expect(playOut(machine, 'A').faults).toEqual(['5 A: invalid pointer -255, write'])
  })

  it('is harmless twice in its _init form', () => {
    const machine = machineOf(({ thread }) => {
      const all = fn('all', [], () => {
        INIT_LIST_HEAD(head)
        const item = kzalloc('item', Item)
        list_add(item.node, head)
        list_del_init(item.node)
        list_del_init(item.node)
      })
      thread('A', 'one', all)
    })
    expect(playOut(machine, 'A').faults).toEqual([])
  })
})
