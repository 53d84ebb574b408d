import { describe, expect, it } from 'vitest'
import { eq, READ_ONCE, WRITE_ONCE } from '../build/expressions.ts'
import { fn } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { Break, If, While } from '../build/statements.ts'
import { embed, int } from '../build/types.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf } from '../testing/play.ts'
import { schedule, TASK_UNINTERRUPTIBLE } from './task.ts'
import { finish_wait, prepare_to_wait, WaitQueue, wake_up } from './wait.ts'

const queue = global('queue', embed(WaitQueue))
const ready = global('ready', int)

const waker = fn('waker', [], () => {
  WRITE_ONCE(ready, 1)
  wake_up(queue)
})

/** wait_event() as the kernel does it. */
const waiter = fn('waiter', [], () => {
  While(
    () => 1,
    () => {
      prepare_to_wait(queue, TASK_UNINTERRUPTIBLE)
      If(READ_ONCE(ready), Break)
      schedule({ event: 'ready' })
    },
  )
  finish_wait(queue)
})

/** Looks before it is queued: the wake-up in between is lost. */
const hasty_waiter = fn('hasty_waiter', [], () => {
  If(eq(READ_ONCE(ready), 0), () => {
    prepare_to_wait(queue, TASK_UNINTERRUPTIBLE)
    schedule({ event: 'ready' })
    finish_wait(queue)
  })
})

describe('a wait queue', () => {
  it('loses no wake-up of those who queue first and look then', () => {
    const machine = machineOf(({ thread }) => {
      thread('A', 'waker', waker)
      thread('B', 'waiter', waiter)
      thread('C', 'waiter', waiter)
    })
    expect(everyRun(machine)).toMatchObject({ faults: [], races: [], stuck: [], complete: true })
  })

  it('loses the wake-up of one who looks first and queues then', () => {
    const machine = machineOf(({ thread }) => {
      thread('A', 'waker', waker)
      thread('B', 'waiter', hasty_waiter)
    })
    expect(everyRun(machine).stuck).toEqual([expect.stringContaining('A done, B blocked on ready')])
  })
})
