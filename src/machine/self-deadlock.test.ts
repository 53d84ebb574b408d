/** A thread that waits for itself is reported in the step that makes it wait, not only at the end. */

import { describe, expect, it } from 'vitest'
import { fn } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { embed } from '../build/types.ts'
import { mutexModels } from '../ir/program.ts'
import { Mutex, mutex_lock, unlockedMutex } from '../kernel/mutex.ts'
import { down_read, down_write, Rwsem, up_read } from '../kernel/rwsem.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf } from '../testing/play.ts'

const lock = global('lock', embed(Mutex), unlockedMutex)
const sem = global('sem', embed(Rwsem))

const selfish = /^waits for itself on (lock|sem) \(/

describe('a self-deadlock', () => {
  it.each(mutexModels)('is a mutex taken twice, spinning or sleeping: %s', (mutex) => {
    const twice = fn('twice', [], () => {
      mutex_lock(lock)
      mutex_lock(lock)
    })
    const found = everyRun(
      machineOf(({ thread }) => thread('A', 'a', twice), {}, { fixes: [], mutex }),
    )
    expect(found.faults).toHaveLength(1)
    expect(found.faults[0]).toMatch(selfish)
    expect(found.stuck).toHaveLength(1)
  })

  it('is a semaphore held for reading that is wanted for writing', () => {
    const upgrade = fn('upgrade', [], () => {
      down_read(sem)
      down_write(sem)
    })
    const found = everyRun(machineOf(({ thread }) => thread('A', 'a', upgrade)))
    expect(found.faults).toHaveLength(1)
    expect(found.faults[0]).toMatch(selfish)
  })

  it('is not what a thread suffers whose lock another one holds', () => {
    const once = fn('once', [], () => {
      down_write(sem)
      mutex_lock(lock)
    })
    const reader = fn('reader', [], () => {
      down_read(sem)
      up_read(sem)
      mutex_lock(lock)
    })
    const found = everyRun(
      machineOf(({ thread }) => {
        thread('A', 'a', once)
        thread('B', 'b', reader)
      }),
    )
    expect(found.faults).toEqual([])
    expect(found.stuck.length).toBeGreaterThan(0)
  })
})
