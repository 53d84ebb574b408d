import { describe, expect, it } from 'vitest'
import { eq, ne, READ_ONCE, WRITE_ONCE } from '../build/expressions.ts'
import { fn, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { check, set } from '../build/statements.ts'
import { embed, int, ptr, struct } from '../build/types.ts'
import { columns, text } from '../testing/columns.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf, play } from '../testing/play.ts'
import { complete, Completion, init_completion, wait_for_completion } from './completion.ts'
import { kfree, kzalloc } from './slab.ts'
import { init_waitqueue_head, wait_event, WaitQueue, wake_up } from './wait.ts'

const done = global('done', embed(Completion))
const x = global('x', int)

const announce = fn('announce', [], () => {
  set(x, 1)
  complete(done)
})
const waitFor = fn('wait_for', [], () => {
  wait_for_completion(done)
  check(eq(x, 1), 'BUG_ON', 'what came before complete() is seen')
})
const waitOnly = fn('wait_only', [], () => {
  wait_for_completion(done)
})
const completeOnly = fn('complete_only', [], () => {
  complete(done)
})

const clean = { faults: [], races: [], stuck: [], complete: true }

describe('a completion', () => {
  const machine = machineOf(({ thread }) => {
    thread('A', 'worker', announce)
    thread('B', 'waiter', waitFor)
  })

  it('lets its waiter go on after complete(), in every run', () => {
    expect(everyRun(machine)).toMatchObject(clean)
  })

  it('makes a sleeper take the lock again before it returns', () => {
    expect(columns(play(machine, 'b3a3b2'))).toBe(
      text(`
                                        spin_lock: takes done.wait.lock
                                        wait_for_completion
                                        spin_unlock: releases done.wait.lock
        x = 1
        spin_lock: takes done.wait.lock
        complete
                                        wait_for_completion
        B blocked on done.wait.lock held by A
      `),
    )
  })

  it('wakes as many waiters as it was completed times', () => {
    const many = machineOf(({ thread }) => {
      thread('A', 'worker', completeOnly)
      thread('B', 'worker', completeOnly)
      thread('C', 'waiter', waitOnly)
      thread('D', 'waiter', waitOnly)
    })
    expect(everyRun(many)).toMatchObject(clean)
  })

  it('completed once lets only one waiter go on', () => {
    const one = machineOf(({ thread }) => {
      thread('A', 'worker', completeOnly)
      thread('C', 'waiter', waitOnly)
      thread('D', 'waiter', waitOnly)
    })
    expect(everyRun(one).outcomes).toEqual([])
  })
})

/** A request whose waiter frees it as soon as it is done. */
const Request = struct('request', { done: int, wait: embed(WaitQueue), end: embed(Completion) })
const the_request = global('the_request', ptr(Request))

const setUp = (): void => {
  const request = kzalloc('request', Request)
  init_waitqueue_head(request.wait)
  init_completion(request.end)
  set(the_request, request)
}

describe('freeing what was waited for', () => {
  it('is right with a completion', () => {
    const machine = machineOf(({ setup, thread }) => {
      const work = fn('work', [p('request', ptr(Request))], (request) => {
        complete(request.end)
      })
      const wait = fn('wait', [p('request', ptr(Request))], (request) => {
        wait_for_completion(request.end)
        kfree(request)
      })
      setup(setUp)
      thread('A', 'worker', work, the_request)
      thread('B', 'waiter', wait, the_request)
    })
    expect(everyRun(machine)).toMatchObject(clean)
  })

  it('is wrong with a wait queue: wake_up() comes after the condition', () => {
    const machine = machineOf(({ setup, thread }) => {
      const work = fn('work', [p('request', ptr(Request))], (request) => {
        WRITE_ONCE(request.done, 1)
        wake_up(request.wait)
      })
      const wait = fn('wait', [p('request', ptr(Request))], (request) => {
        wait_event(request.wait, () => ne(READ_ONCE(request.done), 0))
        kfree(request)
      })
      setup(setUp)
      thread('A', 'worker', work, the_request)
      thread('B', 'waiter', wait, the_request)
    })
    expect(columns(play(machine, 'ab2a'))).toBe(
      text(`
        WRITE_ONCE(request->done, 1)
                                        await(READ_ONCE(request->done) != 0)
                                        kfree(request)
        spin_lock: use after free, reads request->wait.lock.locked, use after free, writes request->wait.lock.locked, takes request->wait.lock
      `),
    )
  })
})
