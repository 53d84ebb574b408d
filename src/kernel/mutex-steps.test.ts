import { describe, expect, it } from 'vitest'
import { add, sub } from '../build/expressions.ts'
import { fn, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { If, local, set } from '../build/statements.ts'
import { embed, int, ptr, struct } from '../build/types.ts'
import type { MutexModel, Variant } from '../ir/program.ts'
import type { Machine } from '../machine/machine.ts'
import { columns, text } from '../testing/columns.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf, play } from '../testing/play.ts'
import { Mutex, mutex_init, mutex_lock, mutex_unlock, unlockedMutex } from './mutex.ts'
import { kfree, kzalloc } from './slab.ts'

const withMutex = (mutex: MutexModel): Variant => ({ fixes: [], mutex })

const lock = global('lock', embed(Mutex), unlockedMutex)
const x = global('x', int)

const increment = fn('increment', [], () => {
  mutex_lock(lock)
  const old = local('old', int, x)
  set(x, add(old, 1))
  mutex_unlock(lock)
})

const two = (model: MutexModel): Machine =>
  machineOf(
    ({ thread }) => {
      thread('A', 'one', increment)
      thread('B', 'other', increment)
    },
    {},
    withMutex(model),
  )

describe('the mutex of 4.1', () => {
  it('unlocks in one step when nobody came', () => {
    expect(columns(play(two('count'), 'a4b'))).toBe(
      text(`
        mutex_lock: takes lock
        old = x
        x = old + 1
        mutex_unlock: releases lock
                                        mutex_lock: takes lock
      `),
    )
  })

  it('is free for a spinner between count = 1 and the wake-up', () => {
    expect(columns(play(two('count'), 'ab2a4ba3'))).toBe(
      text(`
        mutex_lock: takes lock
                                        mutex_lock: must wait for lock
                                        __mutex_lock_slowpath: will spin
        old = x
        x = old + 1
        mutex_unlock
        __mutex_unlock_slowpath: releases lock
                                        mutex_optimistic_spin: takes lock
        spin_lock: takes lock.wait_lock
        wait_list_wake_first
        spin_unlock: releases lock.wait_lock
      `),
    )
  })

  it('is not free for a spinner after the decrement to 0 or less', () => {
    expect(play(two('count'), 'ab2a3b').stopped).toBe('B blocked on lock held by A')
  })

  it('queues a sleeper, which takes the lock after it was woken', () => {
    expect(columns(play(two('count'), 'abb.1b4a7b4'))).toBe(
      text(`
        mutex_lock: takes lock
                                        mutex_lock: must wait for lock
                                        __mutex_lock_slowpath: will sleep
                                        spin_lock: takes lock.wait_lock
                                        __mutex_lock_common: must wait for lock
                                        __mutex_lock_common
                                        spin_unlock: releases lock.wait_lock
        old = x
        x = old + 1
        mutex_unlock
        __mutex_unlock_slowpath: releases lock
        spin_lock: takes lock.wait_lock
        wait_list_wake_first
        spin_unlock: releases lock.wait_lock
                                        __mutex_lock_common
                                        spin_lock: takes lock.wait_lock
                                        __mutex_lock_common: takes lock
                                        spin_unlock: releases lock.wait_lock
      `),
    )
  })

  it('does not let a sleeper go on before it was woken, although the lock is free', () => {
    expect(play(two('count'), 'abb.1b4a4b').stopped).toBe('B blocked on lock held by nobody')
  })
})

describe('the mutex of today', () => {
  it('may be taken by a queued thread between the release and the wake-up', () => {
    expect(columns(play(two('owner'), 'abb.1b2a4b3a3'))).toBe(
      text(`
        mutex_lock: takes lock
                                        mutex_lock: must wait for lock
                                        __mutex_lock_slowpath: will sleep
                                        spin_lock: takes lock.wait_lock
                                        __mutex_lock_common
        old = x
        x = old + 1
        mutex_unlock
        __mutex_unlock_slowpath: releases lock
                                        __mutex_lock_common: takes lock
                                        __mutex_lock_common
                                        spin_unlock: releases lock.wait_lock
        spin_lock: takes lock.wait_lock
        wait_list_wake_first
        spin_unlock: releases lock.wait_lock
      `),
    )
  })

  it('does not touch the mutex after the release when nobody waits', () => {
    expect(columns(play(two('owner'), 'ab2a3b'))).toBe(
      text(`
        mutex_lock: takes lock
                                        mutex_lock: must wait for lock
                                        __mutex_lock_slowpath: will spin
        old = x
        x = old + 1
        mutex_unlock: releases lock
                                        mutex_optimistic_spin: takes lock
      `),
    )
  })
})

describe('the mutex of 4.1 with CONFIG_DEBUG_MUTEXES', () => {
  it('releases while wait_lock is held', () => {
    expect(columns(play(two('debug'), 'a9'))).toBe(
      text(`
        spin_lock: takes lock.wait_lock
        __mutex_lock_common: takes lock
        spin_unlock: releases lock.wait_lock
        old = x
        x = old + 1
        spin_lock: takes lock.wait_lock
        debug_mutex_unlock: releases lock
        wait_list_wake_first
        spin_unlock: releases lock.wait_lock
      `),
    )
  })
})

/** Two users share `dev`; whoever finds itself the last one frees it after it has unlocked. */
const Dev = struct('dev', { mutex: embed(Mutex), users: int })
const the_dev = global('the_dev', ptr(Dev))

const put = fn('put', [p('dev', ptr(Dev))], (dev) => {
  mutex_lock(dev.mutex)
  set(dev.users, sub(dev.users, 1))
  const users = local('users', int, dev.users)
  mutex_unlock(dev.mutex)
  If(users, () => {}).Else(() => kfree(dev))
})

function twoUsers(model: MutexModel): Machine {
  return machineOf(
    ({ setup, thread }) => {
      setup(() => {
        const dev = kzalloc('dev', Dev)
        mutex_init(dev.mutex)
        set(dev.users, 2)
        set(the_dev, dev)
      })
      thread('A', 'one', put, the_dev)
      thread('B', 'other', put, the_dev)
    },
    {},
    withMutex(model),
  )
}

const faultsOf = (model: MutexModel): readonly string[] =>
  everyRun(twoUsers(model)).faults.map((fault) => fault.replace(/ \(.*/, ''))

describe('freeing a mutex right after unlocking it', () => {
  it('is wrong on 4.1: the slow path of the other unlock still touches wait_lock', () => {
    expect(faultsOf('count')).toContain('use after free, reads dev->mutex.wait_lock.locked')
    expect(columns(play(twoUsers('count'), 'a3b2a2b5a'))).toBe(
      text(`
        mutex_lock: takes dev->mutex
        dev->users--
        users = dev->users
                                        mutex_lock: must wait for dev->mutex
                                        __mutex_lock_slowpath: will spin
        mutex_unlock
        __mutex_unlock_slowpath: releases dev->mutex
                                        mutex_optimistic_spin: takes dev->mutex
                                        dev->users--
                                        users = dev->users
                                        mutex_unlock: releases dev->mutex
                                        kfree(dev)
        spin_lock: use after free, reads dev->mutex.wait_lock.locked, use after free, writes dev->mutex.wait_lock.locked, takes dev->mutex.wait_lock
      `),
    )
  })

  it('is wrong today: the owner is gone before wait_lock is taken', () => {
    expect(faultsOf('owner')).toContain('use after free, reads dev->mutex.wait_lock.locked')
  })

  it('is right with debug mutexes: everybody has to pass wait_lock', () => {
    expect(faultsOf('debug')).toEqual([])
  })

  it('is right when unlocking is one step', () => {
    expect(faultsOf('ideal')).toEqual([])
  })
})
