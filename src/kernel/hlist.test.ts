import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, mul } from '../build/expressions.ts'
import { fn } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { set } from '../build/statements.ts'
import { embed, int, struct } from '../build/types.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf } from '../testing/play.ts'
import {
  hlist_add_head,
  hlist_add_head_rcu,
  hlist_del,
  hlist_del_init,
  hlist_del_init_rcu,
  hlist_del_rcu,
  hlist_empty,
  hlist_for_each_entry,
  hlist_for_each_entry_rcu,
  HlistHead,
  HlistNode,
  hlist_unhashed,
} from './hlist.ts'

const Item = struct('item', { id: int, node: embed(HlistNode) })
const head = global('head', embed(HlistHead))
const first = global('item1', embed(Item), { id: 1 })
const items = [first, ...[2, 3].map((id) => global(`item${id}`, embed(Item), { id }))]
/** The ids of the entries in order, as the digits of a number. */
const order = global('order', int)
const empty = global('empty', int)
const unhashed = global('unhashed', int)

interface Operation {
  readonly op: 'add' | 'del' | 'del_init'
  readonly item: number
}
const operation = fc.record<Operation>({
  op: fc.constantFrom('add', 'del', 'del_init'),
  item: fc.integer({ min: 0, max: items.length - 1 }),
})

interface Form {
  readonly add: typeof hlist_add_head
  readonly del: typeof hlist_del
  readonly del_init: typeof hlist_del_init
  readonly collect: () => void
}
const plain: Form = {
  add: hlist_add_head,
  del: hlist_del,
  del_init: hlist_del_init,
  collect: () => {
    hlist_for_each_entry('item', head, Item, 'node', (item) => {
      set(order, add(mul(order, 10), item.id))
    })
  },
}
const rcu: Form = {
  add: hlist_add_head_rcu,
  del: hlist_del_rcu,
  del_init: hlist_del_init_rcu,
  collect: () => {
    hlist_for_each_entry_rcu('item', head, Item, 'node', (item) => {
      set(order, add(mul(order, 10), item.id))
    })
  },
}

function apply(form: Form, { op, item }: Operation): void {
  const node = items[item]?.node
  if (node === undefined) return
  if (op === 'add') form.add(node, head)
  else form[op](node)
}

/** The same on an array. What C leaves undefined is left out: adding twice, del of a stranger. */
function expected(operations: readonly Operation[]): {
  readonly done: readonly Operation[]
  readonly ids: readonly number[]
} {
  let ids: number[] = []
  const poisoned = new Set<number>()
  const done = operations.filter(({ op, item }) => {
    const id = item + 1
    const isOn = ids.includes(id)
    if (op === 'add' ? isOn : !isOn && (op === 'del' || poisoned.has(id))) return false
    ids = ids.filter((other) => other !== id)
    if (op === 'add') ids.unshift(id)
    if (op === 'del') poisoned.add(id)
    else poisoned.delete(id)
    return true
  })
  return { done, ids }
}

describe.each([
  { name: 'plain', form: plain },
  { name: '_rcu', form: rcu },
])('hlist operations, $name', ({ form }) => {
  it('do what the same operations do to an array; _init forms may be repeated', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 12 }), (operations) => {
        const { done, ids } = expected(operations)
        const machine = machineOf(({ thread }) => {
          const all = fn('all', [], () => {
            for (const each of done) apply(form, each)
            form.collect()
            set(empty, hlist_empty(head))
            set(unhashed, hlist_unhashed(first.node))
          })
          thread('A', 'one', all)
        })
        const isEmpty = ids.length === 0 ? 1 : 0
        const outcome = `order=${Number(ids.join(''))} empty=${isEmpty}`
        expect(everyRun(machine, ['order', 'empty'])).toMatchObject({
          faults: [],
          outcomes: [outcome],
        })
      }),
      { numRuns: 40 },
    )
  })
})

describe('hlist_unhashed', () => {
  it.each([
    { after: [], is: 1 },
    { after: ['add'], is: 0 },
    { after: ['add', 'del_init'], is: 1 },
    { after: ['add', 'del'], is: 0 },
  ] as const)('is $is after $after', ({ after, is }) => {
    const machine = machineOf(({ thread }) => {
      const all = fn('all', [], () => {
        for (const op of after) apply(plain, { op, item: 0 })
        set(unhashed, hlist_unhashed(first.node))
      })
      thread('A', 'one', all)
    })
    expect(everyRun(machine, ['unhashed']).outcomes).toEqual([`unhashed=${is}`])
  })
})

describe('a walk inside a read section', () => {
  const walk = fn('walk', [], () => {
    rcu.collect()
  })

  it('meets an entry or not, and never gets lost, while others add and delete', () => {
    const machine = machineOf(({ setup, thread }) => {
      const change = fn('change', [], () => {
        apply(rcu, { op: 'del_init', item: 1 })
        apply(rcu, { op: 'add', item: 2 })
      })
      setup(() => {
        apply(rcu, { op: 'add', item: 0 })
        apply(rcu, { op: 'add', item: 1 })
      })
      thread('A', 'reader', walk)
      thread('B', 'writer', change)
    })
    expect(everyRun(machine, ['order'])).toMatchObject({
      faults: [],
      races: [],
      stuck: [],
      outcomes: ['order=1', 'order=21', 'order=31'],
    })
  })

  it('is a data race with the plain forms', () => {
    const machine = machineOf(({ thread }) => {
      const change = fn('change', [], () => {
        apply(plain, { op: 'add', item: 0 })
      })
      thread('A', 'reader', walk)
      thread('B', 'writer', change)
    })
    expect(everyRun(machine).races).toEqual(['head.first'])
  })
})
