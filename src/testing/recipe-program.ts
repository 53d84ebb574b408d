/** What the operations of generated programs do, recorded with the builder. */

import { add, cast, eq, gt, READ_ONCE, WRITE_ONCE } from '../build/expressions.ts'
import { fn, p, start } from '../build/fn.ts'
import { global, type ScenarioSpec } from '../build/scenario.ts'
import { atomic, choose, cpu_relax, If, local, set, waitUntil, While } from '../build/statements.ts'
import { array, embed, int, ptr, struct } from '../build/types.ts'
import { NULL } from '../build/wrap.ts'
import { Kref, kref_get, kref_init, kref_put } from '../kernel/kref.ts'
import { Mutex, mutex_lock, mutex_unlock, unlockedMutex } from '../kernel/mutex.ts'
import { kfree, kzalloc } from '../kernel/slab.ts'
import { Spinlock, spin_lock, spin_unlock } from '../kernel/spinlock.ts'
import { SrcuStruct, srcu_read_lock, srcu_read_unlock, synchronize_srcu } from '../kernel/srcu.ts'

export type Word = 0 | 1

type MemoryOp =
  | { readonly op: 'load' | 'store' | 'once'; readonly word: Word; readonly value: number }
  | { readonly op: 'alloc' | 'free' | 'use' | 'wild' | 'get' | 'put' | 'start' }
  | { readonly op: 'index'; readonly value: number }

/** These may stop a thread, and are left out inside atomic blocks. */
type WaitingOp =
  | { readonly op: 'lock' | 'unlock'; readonly which: 'spin' | 'mutex' }
  | { readonly op: 'wait' | 'spin'; readonly word: Word }
  | { readonly op: 'synchronize' }

interface BlockOp {
  readonly op: 'choose' | 'atomic' | 'atomic-choice' | 'loop' | 'read-section'
  readonly body: readonly Op[]
}

export type Op = MemoryOp | WaitingOp | BlockOp

export interface Recipe {
  readonly threads: readonly (readonly Op[])[]
}

const Node = struct('node', { kref: embed(Kref), value: int, table: array(int, 2) })
const node_release = fn('node_release', [p('kref', ptr(Kref))], (kref) => {
  kfree(kref)
})

export function programOf({ threads }: Recipe): ScenarioSpec['program'] {
  const recorder = new RecipeRecorder()
  return ({ setup, thread }) => {
    setup(() => recorder.setUp())
    for (const [i, ops] of threads.entries()) {
      const entry = fn(`thread_${i}`, [], () => recorder.run(ops, false))
      thread(String.fromCharCode(65 + i), `thread ${i}`, entry)
    }
  }
}

class RecipeRecorder {
  private readonly words = [global('x', int), global('y', int)] as const
  private readonly spin = global('spin', embed(Spinlock))
  private readonly mutex = global('mutex', embed(Mutex), unlockedMutex)
  private readonly srcu = global('domain', embed(SrcuStruct))
  private readonly shared = global('shared', ptr(Node))
  private readonly worker = fn('worker', [p('n', int)], (n) => set(this.words[0], n))

  setUp(): void {
    const first = kzalloc('first', Node)
    kref_init(first.kref, 'set-up')
    set(this.shared, first)
  }

  run(ops: readonly Op[], isAtomic: boolean): void {
    for (const op of ops) {
      if ('body' in op) this.block(op, isAtomic)
      else if (isWaiting(op)) {
        if (!isAtomic) this.wait(op)
      } else this.touch(op)
    }
  }

  private touch(op: MemoryOp): void {
    const { words, shared } = this
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
      case 'start':
        start('started', 'worker', this.worker, add(words[1], 1))
        return
      case 'index':
        set(shared.table.at(op.value), 1)
        return
    }
  }

  private wait(op: WaitingOp): void {
    const { words, spin, mutex } = this
    switch (op.op) {
      case 'lock':
        if (op.which === 'spin') spin_lock(spin)
        else mutex_lock(mutex)
        return
      case 'unlock':
        if (op.which === 'spin') spin_unlock(spin)
        else mutex_unlock(mutex)
        return
      case 'synchronize':
        synchronize_srcu(this.srcu)
        return
      case 'wait':
        waitUntil(gt(READ_ONCE(words[op.word]), 0), { event: 'a positive word' })
        return
      case 'spin':
        While(
          () => eq(READ_ONCE(words[op.word]), 0),
          () => cpu_relax(),
        )
        return
    }
  }

  private block({ op, body }: BlockOp, isAtomic: boolean): void {
    const pick = (): ReturnType<typeof eq> => eq(choose('pick', ['first', 'second']), 1)
    switch (op) {
      case 'choose':
        If(pick(), () => this.run(body, isAtomic))
        return
      case 'atomic':
        atomic(() => this.run(body, true))
        return
      case 'atomic-choice':
        atomic(() => {
          If(pick(), () => this.run(body, true))
        })
        return
      case 'loop': {
        const i = local('i', int, 0)
        While(
          () => eq(i, 0),
          () => {
            set(i, 1)
            this.run(body, isAtomic)
          },
        )
        return
      }
      case 'read-section': {
        const index = srcu_read_lock(this.srcu)
        this.run(body, isAtomic)
        srcu_read_unlock(this.srcu, index)
        return
      }
    }
  }
}

function isWaiting(op: MemoryOp | WaitingOp): op is WaitingOp {
  const waiting: readonly Op['op'][] = ['lock', 'unlock', 'synchronize', 'wait', 'spin']
  return waiting.includes(op.op)
}
