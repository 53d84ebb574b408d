/**
 * Random small programs for property tests: two or three threads over a few words, locks and objects,
 * with wild pointers, double frees and misplaced unlocks on purpose. Whatever they do, the machine
 * must stay deterministic, reversible and inside its memory.
 */

import fc from 'fast-check'
import { add, cast, eq, gt, READ_ONCE, WRITE_ONCE } from '../build/expressions.ts'
import { fn } from '../build/fn.ts'
import { global, type ScenarioSpec } from '../build/scenario.ts'
import { atomic, choose, If, local, set, waitUntil, While } from '../build/statements.ts'
import { array, embed, int, ptr, struct } from '../build/types.ts'
import { NULL } from '../build/wrap.ts'
import { Kref, kref_get, kref_init, kref_put } from '../kernel/kref.ts'
import { Mutex, mutex_lock, mutex_unlock } from '../kernel/mutex.ts'
import { kfree, kzalloc } from '../kernel/slab.ts'
import { Spinlock, spin_lock, spin_unlock } from '../kernel/spinlock.ts'
import { SrcuStruct, srcu_read_lock, srcu_read_unlock, synchronize_srcu } from '../kernel/srcu.ts'
import type { Machine } from '../machine/machine.ts'
import { machineOf } from './play.ts'

type Word = 0 | 1

export type Op =
  | { readonly op: 'load' | 'store' | 'once'; readonly word: Word; readonly value: number }
  | { readonly op: 'lock' | 'unlock'; readonly which: 'spin' | 'mutex' }
  | { readonly op: 'alloc' | 'free' | 'use' | 'wild' | 'get' | 'put' | 'synchronize' }
  | { readonly op: 'index'; readonly value: number }
  | { readonly op: 'wait'; readonly word: Word }
  | {
      readonly op: 'choose' | 'atomic' | 'atomic-choice' | 'loop' | 'read-section'
      readonly body: readonly Op[]
    }

export interface Recipe {
  readonly threads: readonly (readonly Op[])[]
}

const word = fc.constantFrom<Word>(0, 1)
const leaf: fc.Arbitrary<Op> = fc.oneof(
  fc.record({
    op: fc.constantFrom('load' as const, 'store' as const, 'once' as const),
    word,
    value: fc.integer({ min: -1, max: 3 }),
  }),
  fc.record({
    op: fc.constantFrom('lock' as const, 'unlock' as const),
    which: fc.constantFrom('spin' as const, 'mutex' as const),
  }),
  fc.record({
    op: fc.constantFrom(
      'alloc' as const,
      'free' as const,
      'use' as const,
      'wild' as const,
      'get' as const,
      'put' as const,
      'synchronize' as const,
    ),
  }),
  fc.record({ op: fc.constant('index' as const), value: fc.integer({ min: -2, max: 4 }) }),
  fc.record({ op: fc.constant('wait' as const), word }),
)
const block: fc.Arbitrary<Op> = fc.record({
  op: fc.constantFrom(
    'choose' as const,
    'atomic' as const,
    'atomic-choice' as const,
    'loop' as const,
    'read-section' as const,
  ),
  body: fc.array(leaf, { minLength: 1, maxLength: 3 }),
})

export const recipes: fc.Arbitrary<Recipe> = fc.record({
  threads: fc.array(
    fc.array(fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: block }), {
      minLength: 1,
      maxLength: 6,
    }),
    {
      minLength: 2,
      maxLength: 3,
    },
  ),
})

const Node = struct('node', { kref: embed(Kref), value: int, table: array(int, 2) })
const node_release = fn(
  'node_release',
  [{ name: 'kref', type: ptr(Kref), kind: 'param' }],
  (kref) => {
    kfree(kref)
  },
)

export function machineFrom(recipe: Recipe): Machine {
  return machineOf(program(recipe), { bounds: { objects: 2 } })
}

function program(recipe: Recipe): ScenarioSpec['program'] {
  const words = [global('x', int), global('y', int)] as const
  const spin = global('spin', embed(Spinlock))
  const mutex = global('mutex', embed(Mutex), { 'count.counter': 1 })
  const srcu = global('domain', embed(SrcuStruct))
  const shared = global('shared', ptr(Node))
  return ({ setup, thread }) => {
    setup(() => {
      const first = kzalloc('first', Node)
      kref_init(first.kref, 'set-up')
      set(shared, first)
    })
    const run = (ops: readonly Op[], isAtomic: boolean): void =>
      ops.forEach((op) => one(op, isAtomic))
    const one = (op: Op, isAtomic: boolean): void => {
      switch (op.op) {
        case 'load':
          local('seen', int, words[op.word])
          return
        case 'store':
          set(words[op.word], add(words[1 - op.word] ?? words[0], op.value))
          return
        case 'once':
          WRITE_ONCE(words[op.word], add(READ_ONCE(words[op.word]), op.value))
          return
        case 'lock':
          if (isAtomic) return
          if (op.which === 'spin') spin_lock(spin)
          else mutex_lock(mutex)
          return
        case 'unlock':
          if (isAtomic) return
          if (op.which === 'spin') spin_unlock(spin)
          else mutex_unlock(mutex)
          return
        case 'alloc':
          set(shared, kzalloc('fresh', Node))
          return
        case 'free':
          kfree(shared)
          return
        case 'use':
          set(shared.value, add(shared.value, 1))
          return
        case 'wild':
          set(shared, cast(NULL, Node))
          return
        case 'get':
          kref_get(shared.kref, 'reference')
          return
        case 'put':
          kref_put(shared.kref, node_release, 'reference')
          return
        case 'index':
          set(shared.table.at(op.value), 1)
          return
        case 'synchronize':
          if (!isAtomic) synchronize_srcu(srcu)
          return
        case 'wait':
          if (!isAtomic) waitUntil(gt(READ_ONCE(words[op.word]), 0), { event: 'a positive word' })
          return
        case 'choose':
          If(eq(choose('pick', ['first', 'second']), 1), () => run(op.body, isAtomic))
          return
        case 'atomic':
          atomic(() => run(op.body, true))
          return
        case 'atomic-choice':
          if (isAtomic) return
          atomic(() => {
            If(eq(choose('pick', ['first', 'second']), 1), () => run(op.body, true))
          })
          return
        case 'loop': {
          const i = local('i', int, 0)
          While(
            () => eq(i, 0),
            () => {
              set(i, 1)
              run(op.body, isAtomic)
            },
          )
          return
        }
        case 'read-section': {
          if (isAtomic) return
          const index = srcu_read_lock(srcu)
          run(op.body, isAtomic)
          srcu_read_unlock(srcu, index)
          return
        }
      }
    }
    for (const [i, ops] of recipe.threads.entries()) {
      thread(
        String.fromCharCode(65 + i),
        `thread ${i}`,
        fn(`thread_${i}`, [], () => run(ops, false)),
      )
    }
  }
}
