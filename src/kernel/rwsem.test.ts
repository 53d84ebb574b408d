import { describe, expect, it } from 'vitest'
import { add, eq } from '../build/expressions.ts'
import { fn } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { check, If, local, set } from '../build/statements.ts'
import { embed, int } from '../build/types.ts'
import type { Machine } from '../machine/machine.ts'
import { columns, text } from '../testing/columns.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf, play } from '../testing/play.ts'
import { trackRows, viewOf } from '../testing/view.ts'
import { searchAll } from '../explore/state-search.ts'
import {
  down_read,
  down_read_trylock,
  down_write,
  down_write_trylock,
  Rwsem,
  up_read,
  up_write,
} from './rwsem.ts'

const sem = global('sem', embed(Rwsem))
const x = global('x', int)
const y = global('y', int)

/** x and y are only equal outside of the write section. */
const write = fn('write', [], () => {
  down_write(sem)
  set(x, add(x, 1))
  set(y, add(y, 1))
  up_write(sem)
})

const read = fn('read', [], () => {
  down_read(sem)
  const seen = local('seen', int, x)
  check(eq(seen, y), 'BUG_ON', 'a reader sees no half-done write')
  up_read(sem)
})

const try_both = fn('try_both', [], () => {
  If(down_read_trylock(sem), () => {
    check(eq(x, y), 'BUG_ON', 'a reader sees no half-done write')
    up_read(sem)
  })
  If(down_write_trylock(sem), () => {
    set(x, add(x, 1))
    set(y, add(y, 1))
    up_write(sem)
  })
})

const write_twice = fn('write_twice', [], () => {
  write()
  write()
})

const read_twice = fn('read_twice', [], () => {
  down_read(sem)
  down_read(sem)
  const seen = local('seen', int, x)
  up_read(sem)
  check(eq(seen, x), 'BUG_ON', 'a reader sees no half-done write')
  up_read(sem)
})

const bodies = { R: read, W: write, WW: write_twice, T: try_both, RR: read_twice }

/** One thread per entry: R reads, W writes, WW writes twice, T tries. */
function threads(kinds: readonly (keyof typeof bodies)[]): Machine {
  return machineOf(({ thread }) => {
    for (const [i, kind] of kinds.entries())
      thread(String.fromCharCode('A'.charCodeAt(0) + i), kind, bodies[kind])
  })
}

describe('every run with a rwsem', () => {
  it.each([
    { kinds: ['W', 'W'], outcome: ['x=2'] },
    { kinds: ['R', 'W'], outcome: ['x=1'] },
    { kinds: ['W', 'T'], outcome: ['x=1', 'x=2'] },
    { kinds: ['R', 'R', 'W'], outcome: ['x=1'] },
    { kinds: ['R', 'W', 'W'], outcome: ['x=2'] },
    { kinds: ['W', 'W', 'W'], outcome: ['x=3'] },
    { kinds: ['R', 'W', 'T'], outcome: ['x=1', 'x=2'] },
    { kinds: ['WW', 'R', 'W'], outcome: ['x=3'] },
    { kinds: ['W', 'R', 'R', 'W'], outcome: ['x=2'] },
  ] as const)('excludes writers and wakes every sleeper: $kinds', ({ kinds, outcome }) => {
    expect(everyRun(threads(kinds), ['x'])).toMatchObject({
      faults: [],
      races: [],
      stuck: [],
      outcomes: outcome,
      complete: true,
    })
  })
})

describe('a rwsem that one thread reads twice over', () => {
  it.each(['stepper', 'learned', 'compiled'] as const)(
    'is released twice, without misuse: %s',
    (engine) => {
      const machine = threads(['RR', 'R', 'RR'])
      expect(searchAll(machine, 'steps', { engine }).kind).toBe('proved')
    },
  )

  it('may be waited for in vain: the second time queues behind a writer that waits for the first', () => {
    const verdict = searchAll(threads(['RR', 'W']))
    const found = verdict.kind === 'violated' ? verdict.findings : []
    expect(found.map(({ key }) => key.split(' ')[0])).toEqual(['self-deadlock'])
  })

  it('is held from the first time to the last', () => {
    const tracks = [{ kind: 'lock', object: 'sem', path: '' }] as const
    const read_and_go_on = fn('read_and_go_on', [], () => {
      read_twice()
      set(y, 0)
    })
    const machine = machineOf(({ thread }) => thread('A', 'reads', read_and_go_on), { tracks })
    expect(trackRows(viewOf(machine, play(machine, 'a7')))).toEqual([
      '1 A a',
      '2 A a',
      '3 A a',
      '4 A a',
      '5 A a',
      '6 A a',
      '7 A .',
    ])
  })
})

describe('a rwsem', () => {
  it('lets readers share it', () => {
    expect(columns(play(threads(['R', 'R']), 'ab'))).toBe(
      text(`
        down_read: takes sem
                                        down_read: takes sem
      `),
    )
  })

  it('lets no reader pass a queued writer, and hands it on in order', () => {
    expect(columns(play(threads(['R', 'W', 'R']), 'abb.1b4c4a6b4c'))).toBe(
      text(`
        down_read: takes sem
                                        down_write: must wait for sem
                                        rwsem_down_write_failed: will sleep
                                        spin_lock: takes sem.wait_lock
                                        wait_list_add_tail
                                        rwsem_down_write_sleep
                                        spin_unlock: releases sem.wait_lock
                                                                        down_read: must wait for sem
                                                                        spin_lock: takes sem.wait_lock
                                                                        rwsem_down_read_failed
                                                                        spin_unlock: releases sem.wait_lock
        seen = x
        BUG_ON(seen != y)
        up_read: releases sem
        spin_lock: takes sem.wait_lock
        __rwsem_do_wake
        spin_unlock: releases sem.wait_lock
                                        rwsem_down_write_sleep
                                        spin_lock: takes sem.wait_lock
                                        rwsem_down_write_sleep: takes sem
                                        spin_unlock: releases sem.wait_lock
        C blocked on sem held by B
      `),
    )
  })

  it('is given to all readers at the head of the queue at once', () => {
    expect(columns(play(threads(['W', 'R', 'R']), 'ab4c4a6bc'))).toBe(
      text(`
        down_write: takes sem
                                        down_read: must wait for sem
                                        spin_lock: takes sem.wait_lock
                                        rwsem_down_read_failed
                                        spin_unlock: releases sem.wait_lock
                                                                        down_read: must wait for sem
                                                                        spin_lock: takes sem.wait_lock
                                                                        rwsem_down_read_failed
                                                                        spin_unlock: releases sem.wait_lock
        x++
        y++
        up_write: releases sem
        spin_lock: takes sem.wait_lock
        __rwsem_do_wake
        spin_unlock: releases sem.wait_lock
                                        rwsem_down_read_failed: takes sem
                                                                        rwsem_down_read_failed: takes sem
      `),
    )
  })

  it('is given at once to a reader that queues behind nobody while others read', () => {
    expect(columns(play(threads(['W', 'R', 'R']), 'aba3cb4'))).toBe(
      text(`
        down_write: takes sem
                                        down_read: must wait for sem
        x++
        y++
        up_write: releases sem
                                                                        down_read: takes sem
                                        spin_lock: takes sem.wait_lock
                                        rwsem_down_read_failed
                                        spin_unlock: releases sem.wait_lock
                                        rwsem_down_read_failed: takes sem
      `),
    )
  })

  it('can be taken by a spinning writer before the queue is woken', () => {
    expect(columns(play(threads(['W', 'R', 'W']), 'ab4c2a3c'))).toBe(
      text(`
        down_write: takes sem
                                        down_read: must wait for sem
                                        spin_lock: takes sem.wait_lock
                                        rwsem_down_read_failed
                                        spin_unlock: releases sem.wait_lock
                                                                        down_write: must wait for sem
                                                                        rwsem_down_write_failed: will spin
        x++
        y++
        up_write: releases sem
                                                                        rwsem_optimistic_spin: takes sem
      `),
    )
  })
})
