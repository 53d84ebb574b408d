/** Programs from the recipes of `small-recipes.ts`. */

import { add, and, eq, gt, ne, or, READ_ONCE, WRITE_ONCE } from '../build/expressions.ts'
import { fn, p, start } from '../build/fn.ts'
import { global, type ScenarioSpec } from '../build/scenario.ts'
import {
  atomic,
  check,
  choose,
  cpu_relax,
  If,
  local,
  set,
  waitUntil,
  While,
} from '../build/statements.ts'
import { array, embed, int, ptr, struct } from '../build/types.ts'
import type { Cond, IntPlace } from '../build/value.ts'
import { Kref, kref_get, kref_get_unless_zero, kref_init, kref_put } from '../kernel/kref.ts'
import { down_read, down_write, init_rwsem, Rwsem, up_read, up_write } from '../kernel/rwsem.ts'
import { kfree, kzalloc } from '../kernel/slab.ts'
import { Spinlock, spin_lock, spin_trylock, spin_unlock } from '../kernel/spinlock.ts'
import {
  call_srcu,
  RcuHead,
  SrcuStruct,
  srcu_read_lock,
  srcu_read_unlock,
  synchronize_srcu,
} from '../kernel/srcu.ts'
import type { Machine } from '../machine/machine.ts'
import { machineOf } from './play.ts'
import type { SmallOp, SmallRecipe } from './small-recipes.ts'

const Node = struct('node', { kref: embed(Kref), rcu: embed(RcuHead), value: int })

export function smallMachine(recipe: SmallRecipe): Machine {
  return machineOf(program(recipe, []), { bounds: { objects: 2, spawns: 2 } })
}

/** `count` threads that all do what the recipe's first one does, declared to be interchangeable. */
export function alikeMachine({ threads, initial }: SmallRecipe, count: number): Machine {
  const letters = Array.from({ length: count }, (_, i) => String.fromCharCode(65 + i))
  const recipe = { threads: letters.map(() => threads[0] ?? []), initial }
  const options = { bounds: { objects: 2, spawns: 2 }, mayOutlive: ['node'] }
  return machineOf(program(recipe, letters), options)
}

function program(recipe: SmallRecipe, interchanged: readonly string[]): ScenarioSpec['program'] {
  const words = global('words', array(int, 3))
  const spins = [global('spin', embed(Spinlock)), global('spin2', embed(Spinlock))] as const
  const sem = global('sem', embed(Rwsem))
  const srcu = global('domain', embed(SrcuStruct))
  const shared = global('shared', ptr(Node))
  const node_release = fn('node_release', [p('kref', ptr(Kref))], (kref) => kfree(kref))
  const node_free = fn('node_free', [p('head', ptr(RcuHead))], (head) => kfree(head))
  const child = fn('child', [p('value', int)], (value) => {
    local('seen', int, READ_ONCE(words.at(0)))
    WRITE_ONCE(words.at(1), value)
  })
  const at = (index: number): IntPlace => words.at(index % 3)
  const spinOf = (index: number) => spins[index === 0 ? 0 : 1]
  const zero = (index: number): Cond => eq(READ_ONCE(at(index)), 0)
  const wait = (cond: Cond): void => waitUntil(cond, { event: 'words' })

  const run = (ops: readonly SmallOp[], isAtomic: boolean): void =>
    ops.forEach((op) => one(op, isAtomic))
  const one = (op: SmallOp, isAtomic: boolean): void => {
    switch (op.op) {
      case 'load':
        local('seen', int, READ_ONCE(at(op.word)))
        return
      case 'store':
        WRITE_ONCE(at(op.word), op.value)
        return
      case 'add':
        atomic(() => WRITE_ONCE(at(op.word), add(READ_ONCE(at(op.word)), op.value)))
        return
      case 'copy':
        WRITE_ONCE(at(op.word), READ_ONCE(at(op.word + 1)))
        return
      case 'cas':
        atomic(() => If(zero(op.word), () => WRITE_ONCE(at(op.word), op.value)))
        return
      case 'wait':
        if (!isAtomic) wait(eq(READ_ONCE(at(op.word)), op.value))
        return
      case 'wait-both':
        if (!isAtomic) wait(and(gt(READ_ONCE(at(op.word)), 0), gt(READ_ONCE(at(op.word + 1)), 0)))
        return
      case 'wait-both-zero':
        if (!isAtomic) wait(and(zero(op.word), zero(op.word + 1)))
        return
      case 'wait-either':
        if (!isAtomic)
          wait(or(zero(op.word), ne(READ_ONCE(at(op.word + 1)), READ_ONCE(at(op.word + 2)))))
        return
      case 'spin':
        if (isAtomic) return
        While(
          () => zero(op.word),
          () => cpu_relax(),
        )
        return
      case 'check':
        check(eq(READ_ONCE(at(op.word)), op.value), 'BUG_ON', 'the value')
        return
      case 'lock':
        if (!isAtomic) spin_lock(spinOf(op.word))
        return
      case 'unlock':
        if (!isAtomic) spin_unlock(spinOf(op.word))
        return
      case 'trylock':
        if (!isAtomic)
          If(spin_trylock(spinOf(op.word)), () => {
            WRITE_ONCE(at(0), 2)
            spin_unlock(spinOf(op.word))
          })
        return
      case 'alloc':
        set(shared, kzalloc('fresh', Node))
        return
      case 'free':
        kfree(shared)
        return
      case 'use':
        WRITE_ONCE(shared.value, 1)
        return
      case 'get':
        kref_get(shared.kref, 'reference')
        return
      case 'get-unless-zero':
        kref_get_unless_zero(shared.kref, 'reference')
        return
      case 'put':
        kref_put(shared.kref, node_release, 'reference')
        return
      case 'synchronize':
        if (!isAtomic) synchronize_srcu(srcu)
        return
      case 'call-srcu':
        if (!isAtomic) call_srcu(srcu, shared.rcu, node_free)
        return
      case 'start':
        start('t', 'child', child, 2)
        return
      case 'down-read':
        if (!isAtomic) down_read(sem)
        return
      case 'up-read':
        if (!isAtomic) up_read(sem)
        return
      case 'down-write':
        if (!isAtomic) down_write(sem)
        return
      case 'up-write':
        if (!isAtomic) up_write(sem)
        return
      case 'choose':
        If(eq(choose('pick', ['first', 'second']), 1), () => run(op.body, isAtomic))
        return
      case 'atomic':
        atomic(() => run(op.body, true))
        return
      case 'if':
        If(zero(0), () => run(op.body, isAtomic))
        return
      case 'locked':
      case 'locked-too': {
        const spin = spins[op.op === 'locked' ? 0 : 1]
        spin_lock(spin)
        run(op.body, isAtomic)
        spin_unlock(spin)
        return
      }
      case 'referenced':
        kref_get(shared.kref, 'reference')
        run(op.body, isAtomic)
        kref_put(shared.kref, node_release, 'reference')
        return
      case 'reading':
        down_read(sem)
        run(op.body, isAtomic)
        up_read(sem)
        return
      case 'writing':
        down_write(sem)
        run(op.body, isAtomic)
        up_write(sem)
        return
      case 'read-section': {
        const index = srcu_read_lock(srcu)
        run(op.body, isAtomic)
        srcu_read_unlock(srcu, index)
        return
      }
    }
  }
  return ({ setup, thread, interchangeable }) => {
    setup(() => {
      const first = kzalloc('first', Node)
      kref_init(first.kref, 'set-up')
      set(shared, first)
      init_rwsem(sem)
      recipe.initial.forEach((value, i) => set(words.at(i), value))
    })
    for (const [i, ops] of recipe.threads.entries()) {
      const entry = fn(`thread_${i}`, [], () => run(ops, false))
      thread(String.fromCharCode(65 + i), `thread ${i}`, entry)
    }
    interchangeable(interchanged.map((letter) => ({ threads: [letter], words: [] })))
  }
}
