/** What people read about everything that can go wrong: exact, and a sentence. */

import { describe, expect, it } from 'vitest'
import { gt, READ_ONCE } from '../build/expressions.ts'
import { fn, p } from '../build/fn.ts'
import { global, type ScenarioSpec } from '../build/scenario.ts'
import { atomic, check, local, set, waitUntil, While } from '../build/statements.ts'
import { array, embed, fnptr, int, ptr, struct } from '../build/types.ts'
import { INIT_LIST_HEAD, list_add, list_del, ListHead } from '../kernel/list.ts'
import { Mutex, mutex_lock, unlockedMutex } from '../kernel/mutex.ts'
import { kfree, kzalloc } from '../kernel/slab.ts'
import { spin_unlock, Spinlock } from '../kernel/spinlock.ts'
import { call_srcu, RcuHead, srcu_barrier, SrcuStruct } from '../kernel/srcu.ts'
import { machineOf, play } from '../testing/play.ts'
import { viewOf } from '../testing/view.ts'
import type { RunView } from './view.ts'

const Node = struct('node', { value: int, list: embed(ListHead), next: int })
const node = global('node', ptr(Node))
const table = global('table', array(int, 3))
const hook = global('hook', fnptr(int))
const lock = global('lock', embed(Spinlock))
const x = global('x', int)

type Bodies = readonly (() => void)[]

/** Threads A, B … with these bodies. */
function see(bodies: Bodies, schedule: string, setUp?: () => void): RunView {
  const program: ScenarioSpec['program'] = ({ setup, thread }) => {
    if (setUp !== undefined) setup(setUp)
    for (const [i, body] of bodies.entries()) {
      const letter = String.fromCharCode(65 + i)
      thread(letter, `thread ${i}`, fn(`f${i}`, [], body))
    }
  }
  const machine = machineOf(program)
  const played = play(machine, schedule)
  expect(played.stopped).toBeUndefined()
  return viewOf(machine, played, schedule)
}

const texts = ({ violations }: RunView): readonly string[] =>
  violations.map(({ at, title, text }) => `${at + 1} ${title}: ${text}`)

const fresh = (): void => set(node, kzalloc('node', Node))

describe('an invalid pointer', () => {
  it('is named as NULL with the distance, as an oops does', () => {
    expect(texts(see([() => set(node.value, 1)], 'a'))).toEqual([
      '1 invalid pointer: A writes through NULL',
    ])
    expect(texts(see([() => set(x, node.next)], 'a'))).toEqual([
      '1 invalid pointer: A reads through NULL + 3',
    ])
    expect(texts(see([() => hook(1)], 'a'))).toEqual(['1 invalid pointer: A calls through NULL'])
  })

  it('is named as the poison of a deleted list node', () => {
    const head = global('head', embed(ListHead))
    const view = see([() => list_del(node.list), () => list_del(node.list)], 'ab', () => {
      fresh()
      INIT_LIST_HEAD(head)
      list_add(node.list, head)
    })
    expect(texts(view)).toContain('2 invalid pointer: B writes through LIST_POISON1 + 1')
    const [step] = view.steps
    expect(step?.accesses.map(({ word, after }) => `${word} ${after}`)).toContain(
      'node->list.next LIST_POISON1',
    )
  })

  it('is not what kfree wants, and neither is a variable', () => {
    expect(texts(see([() => kfree(lock)], 'a'))).toEqual([
      '1 invalid pointer: A frees lock, which is not an allocated object',
    ])
  })

  it('of an array says the index', () => {
    expect(texts(see([() => set(table.at(3), 1)], 'a'))).toEqual([
      '1 invalid index: A uses the index 3, which is outside of the array',
    ])
  })
})

describe('freed memory', () => {
  it('says who freed it, also when that was set-up', () => {
    const freed = see([() => set(node.value, 1), () => kfree(node)], 'ab', () => {
      fresh()
      kfree(node)
    })
    expect(texts(freed)).toEqual([
      '1 use after free: A writes node->value; node was freed in set-up',
      '2 double free: B frees node again; it was freed in set-up',
    ])
    const both = see([() => kfree(node), () => kfree(node)], 'ba', fresh)
    expect(texts(both)).toContain('2 double free: A frees node again; B freed it at step 1')
  })
})

describe('a check', () => {
  it('that fails kills the thread where the kernel does', () => {
    const view = see(
      [() => check(gt(x, 0), 'BUG_ON', 'x is 0'), () => check(gt(x, 0), 'WARN_ON', 'x is 0')],
      'ab',
    )
    expect(texts(view)).toEqual(['1 BUG_ON failed: A: x is 0', '2 WARN_ON failed: B: x is 0'])
    expect(view.lanes.map(({ end }) => end.text)).toEqual([
      'was killed by the kernel at a BUG_ON',
      'has finished',
    ])
    expect(view.end).toEqual({ kind: 'stuck', text: 'nobody can go on; A never finished' })
  })

  it('that fails before the first step counts to it, and a run without steps has it', () => {
    const view = see([() => check(0, 'BUG_ON', 'this cannot be'), () => set(x, 1)], '')
    expect(texts(view)).toEqual(['1 BUG_ON failed: A: this cannot be'])
    expect(view.steps).toEqual([])
    expect(view.next[0]?.[0]).toMatchObject({
      kind: 'crashed',
      reason: 'was killed by the kernel at a BUG_ON',
    })
    const later = see([() => check(0, 'BUG_ON', 'this cannot be'), () => set(x, 1)], 'b')
    expect(later.steps[0]?.violations).toEqual([0])
  })
})

describe('an unlock', () => {
  it('of a lock that nobody holds names it', () => {
    expect(texts(see([() => spin_unlock(lock)], 'a'))).toEqual([
      '1 unlock by a non-owner: A releases lock without holding it',
    ])
  })
})

describe('a limit of the model', () => {
  it('is a sentence, with one or with many', () => {
    const twice = (): void => {
      const i = local('i', int)
      While(
        () => gt(2, i),
        () => fresh(),
      )
    }
    expect(texts(see([twice], 'a5')).at(-1)).toBe(
      '5 limit of the model: A needs more than 2 allocations of struct node by one thread: the run cannot say what follows',
    )
    const endless = (): void =>
      atomic(() =>
        While(
          () => gt(1, x),
          () => set(x, 0),
        ),
      )
    const view = see([endless], 'a')
    expect(texts(view)).toEqual([
      '1 limit of the model: A needs more than 10000 instructions in one step: the run cannot say what follows',
    ])
    expect(view.lanes[0]?.end.text).toBe('has reached a limit of the model')
  })
})

describe('a leak', () => {
  it('is found in a run without steps', () => {
    const view = see([() => {}], '', fresh)
    expect(texts(view)).toEqual([
      '1 leak: node is never freed: nothing refers to it and nobody frees it',
    ])
    expect(view.end).toEqual({ kind: 'complete', text: 'every thread has finished' })
  })

  it('is not what a crash leaves behind: the dead thread might have freed it', () => {
    const view = see([() => set(table.at(x), check(gt(x, 0), 'BUG_ON', 'x is 0') ?? 1)], 'a', fresh)
    expect(view.violations.map(({ kind }) => kind)).toEqual(['BUG_ON'])
  })
})

describe('a data race', () => {
  it('between first steps is there before any step, and names the lines', () => {
    const view = see([() => set(x, 1), () => local('seen', int, x)], '')
    expect(view.violations).toMatchObject([{ kind: 'data-race', at: 0, lane: 0 }])
    expect(texts(view)[0]).toMatch(
      /^1 data race: x: A plainly writes it at line \d+ while B plainly reads it at line \d+$/,
    )
  })

  it('in a block of several lines names the line of the access', () => {
    const listOf = (view: RunView): readonly number[] =>
      [...(view.violations[0]?.text ?? '').matchAll(/line (\d+)/g)].map(([, line]) => Number(line))
    const block = (): void => {
      atomic(() => {
        set(table.at(0), 1)
        set(x, 1)
      })
    }
    const plain = listOf(see([block, () => local('seen', int, x)], ''))
    const first = listOf(see([block, () => local('seen', int, table.at(0))], ''))
    expect((plain[0] ?? 0) - (first[0] ?? 0)).toBe(1)
  })
})

describe('a deadlock', () => {
  const one = global('one', embed(Mutex), unlockedMutex)
  const two = global('two', embed(Mutex), unlockedMutex)
  const three = global('three', embed(Mutex), unlockedMutex)
  const take = (first: typeof one, second: typeof one) => (): void => {
    mutex_lock(first)
    mutex_lock(second)
  }

  it('of three names all of them', () => {
    const ring: Bodies = [take(one, two), take(two, three), take(three, one)]
    const view = see(ring, 'abca2b2c2')
    expect(texts(view)).toEqual([
      '9 deadlock: A, B and C can never go on: A waits for two, held by B since step 2; ' +
        'B waits for three, held by C since step 3; C waits for one, held by A since step 1',
    ])
    expect(view.end.text).toBe('nobody can go on; A, B and C never finished')
  })
})

describe('a wait for a grace period', () => {
  const domain = global('domain', embed(SrcuStruct))
  const Thing = struct('thing', { rcu: embed(RcuHead) })
  const thing = global('thing', ptr(Thing))

  it('tells callbacks from readers', () => {
    const callback = fn('callback', [p('head', ptr(RcuHead))], () => {
      waitUntil(gt(READ_ONCE(x), 0), { event: 'x' })
    })
    const view = see(
      [
        () => {
          call_srcu(domain, thing.rcu, callback)
          srcu_barrier(domain)
        },
      ],
      'ab2a',
      () => set(thing, kzalloc('thing', Thing)),
    )
    expect(view.lanes[0]?.end.text).toBe(
      'waits for a grace period of domain: the callback B has not returned',
    )
    expect(view.lanes[1]?.end.text).toBe('waits for x')
  })
})
