import { describe, expect, it } from 'vitest'
import { container_of } from '../build/expressions.ts'
import { fn, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { set } from '../build/statements.ts'
import { embed, type FieldsOf, ptr, struct } from '../build/types.ts'
import type { PtrValue } from '../build/value.ts'
import type { Machine } from '../machine/machine.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf, play } from '../testing/play.ts'
import { mm_alloc, mmdrop, type MmFields, MmStruct } from './mm.ts'
import {
  __mmu_notifier_release,
  mmu_notifier_call_srcu,
  MmuNotifier,
  MmuNotifierOps,
  mmu_notifier_register,
  mmu_notifier_synchronize,
  mmu_notifier_synchronize_4_12,
  mmu_notifier_unregister,
  mmu_notifier_unregister_no_release,
  srcu,
} from './mmu-notifier.ts'
import { atomic_inc, Atomic } from './atomic.ts'
import { RcuHead } from './rcu.ts'
import { kfree, kzalloc } from './slab.ts'
import { srcu_read_lock, srcu_read_unlock } from './srcu.ts'

/** Something that follows an address space; it counts how often it was told of the end. */
const User = struct('user', { mn: embed(MmuNotifier), rcu: embed(RcuHead), told: embed(Atomic) })
type UserFields = FieldsOf<typeof User>
const the_user = global('the_user', ptr(User))
const the_mm = global('the_mm', ptr(MmStruct))
const told = global('told', embed(Atomic))

const user_release = fn(
  'user_release',
  [p('mn', ptr(MmuNotifier)), p('mm', ptr(MmStruct))],
  (mn) => {
    atomic_inc(container_of(mn, User, 'mn').told)
    atomic_inc(told)
  },
)
const user_ops = global('user_ops', embed(MmuNotifierOps), { release: user_release })

const user_free = fn('user_free', [p('head', ptr(RcuHead))], (head) => {
  kfree(container_of(head, User, 'rcu'))
})

const setUp = (): void => {
  set(the_mm, mm_alloc())
  const user = kzalloc('user', User)
  set(user.mn.ops, user_ops)
  mmu_notifier_register(user.mn, the_mm)
  set(the_user, user)
}

const exit = fn('exit', [p('mm', ptr(MmStruct))], (mm) => {
  __mmu_notifier_release(mm)
  mmdrop(mm, 'mm_users')
})

const bare = (faults: readonly string[]): readonly string[] =>
  faults.map((fault) => fault.replace(/ \(.*/, ''))

/** The mm exits while a user leaves in some way. */
function exitAgainst(leave: (user: PtrValue<UserFields>, mm: PtrValue<MmFields>) => void): Machine {
  const leaver = fn('leaver', [p('user', ptr(User)), p('mm', ptr(MmStruct))], leave)
  return machineOf(({ setup, thread }) => {
    setup(setUp)
    thread('A', 'exit', exit, the_mm)
    thread('B', 'user', leaver, the_user, the_mm)
  })
}

describe('the end of an mm', () => {
  it('tells every notifier, takes it off the list, and frees the mm with its last reference', () => {
    const machine = machineOf(({ setup, thread }) => {
      const leaver = fn('leaver', [p('mm', ptr(MmStruct))], (mm) => {
        exit(mm)
        mmdrop(mm, 'mmu_notifier')
      })
      setup(setUp)
      thread('A', 'exit', leaver, the_mm)
    })
    expect(everyRun(machine, ['told.counter', 'user->mn.hlist.pprev'])).toMatchObject({
      faults: [],
      outcomes: ['told.counter=1 user->mn.hlist.pprev=0'],
    })
  })

  it('waits for callbacks that are running', () => {
    const machine = machineOf(({ setup, thread }) => {
      const callback = fn('callback', [], () => {
        srcu_read_lock(srcu)
        srcu_read_unlock(srcu, 0)
      })
      setup(setUp)
      thread('A', 'exit', exit, the_mm)
      thread('B', 'callback', callback)
    })
    expect(play(machine, 'ba99').stopped).toBe('A blocked on a grace period for B')
  })

  it('keeps the struct as long as a notifier holds its reference', () => {
    const machine = machineOf(({ setup, thread }) => {
      setup(setUp)
      thread('A', 'exit', exit, the_mm)
    })
    expect(everyRun(machine, ['mm->mm_count.counter']).outcomes).toEqual(['mm->mm_count.counter=1'])
  })
})

describe('mmu_notifier_unregister', () => {
  it('lets the user free itself afterwards, and is told once or twice', () => {
    const machine = exitAgainst((user, mm) => {
      mmu_notifier_unregister(user.mn, mm)
      kfree(user)
    })
    expect(everyRun(machine, ['told.counter'])).toMatchObject({
      faults: [],
      races: [],
      stuck: [],
      outcomes: ['told.counter=1', 'told.counter=2'],
      complete: true,
    })
  })
})

describe('mmu_notifier_unregister_no_release', () => {
  it('does not wait: the callback may still be using a user that was freed at once', () => {
    const machine = exitAgainst((user, mm) => {
      mmu_notifier_unregister_no_release(user.mn, mm)
      kfree(user)
    })
    const all = everyRun(machine, ['told.counter'])
    expect(all).toMatchObject({ races: [], stuck: [] })
    expect(bare(all.faults)).toContain('use after free, reads user->told.counter')
  })

  it('is safe when the user is freed by call_srcu', () => {
    const machine = exitAgainst((user, mm) => {
      mmu_notifier_unregister_no_release(user.mn, mm)
      mmu_notifier_call_srcu(user.rcu, user_free)
    })
    expect(everyRun(machine, ['told.counter'])).toMatchObject({
      faults: [],
      races: [],
      stuck: [],
      outcomes: ['told.counter=0', 'told.counter=1'],
    })
  })

  it('is safe with mmu_notifier_synchronize() on 4.1, no longer on 4.12', () => {
    const withBarrier = (barrier: () => void) =>
      everyRun(
        exitAgainst((user, mm) => {
          mmu_notifier_unregister_no_release(user.mn, mm)
          barrier()
          kfree(user)
        }),
      )
    expect(withBarrier(mmu_notifier_synchronize)).toMatchObject({ faults: [], stuck: [] })
    expect(bare(withBarrier(mmu_notifier_synchronize_4_12).faults)).toContain(
      'use after free, reads user->told.counter',
    )
  })
})
