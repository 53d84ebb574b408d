/** Locks that are taken in one step, and what goes wrong with them. */

import { add, and, eq, mod, mul, READ_ONCE, WRITE_ONCE } from '../../../build/expressions.ts'
import { fn, p } from '../../../build/fn.ts'
import { global } from '../../../build/scenario.ts'
import {
  atomic,
  Break,
  check,
  If,
  local,
  set,
  waitUntil,
  While,
} from '../../../build/statements.ts'
import { array, embed, int } from '../../../build/types.ts'
import { type Cond } from '../../../build/value.ts'
import { Spinlock, spin_lock, spin_unlock } from '../../../kernel/spinlock.ts'
import {
  alikeThreads,
  bench,
  type BenchNumbers,
  blockForEver,
  classes,
  fetchAdd,
  lock,
  threads,
  unlock,
} from './parts.ts'

export const lockInc = bench({
  id: 'lockinc',
  title: 'N threads increment a word under a lock',
  expected: classes({ 2: 2, 3: 6, 4: 24, 5: 120, 6: 720, 7: 5040 }),
  program: (n, parts) => {
    const x = global('x', int)
    const guard = global('guard', embed(Spinlock))
    const adder = fn('adder', [p('i', int)], () => {
      spin_lock(guard)
      const seen = local('seen', int, READ_ONCE(x))
      WRITE_ONCE(x, add(seen, 1))
      spin_unlock(guard)
    })
    alikeThreads(parts, n, adder)
  },
})

/** 32 inodes, 26 blocks; thread t looks for a free block from 2 t on. */
export const fileSystem = bench({
  id: 'filesystem',
  title: 'Inodes that allocate blocks',
  expected: classes({ 14: 2, 16: 8 }),
  program: (n, parts) => {
    const inodeLocks = global('inode_locks', array(int, 32))
    const inodes = global('inodes', array(int, 32))
    const blockLocks = global('block_locks', array(int, 26))
    const busy = global('busy', array(int, 26))
    const create = fn('create', [p('t', int)], (t) => {
      const block = local('block', int)
      lock(inodeLocks.at(t))
      If(eq(READ_ONCE(inodes.at(t)), 0), () => {
        set(block, mod(mul(t, 2), 26))
        While(
          () => 1,
          () => {
            lock(blockLocks.at(block))
            If(eq(READ_ONCE(busy.at(block)), 0), () => {
              WRITE_ONCE(busy.at(block), 1)
              WRITE_ONCE(inodes.at(t), add(block, 1))
              unlock(blockLocks.at(block))
              Break()
            })
            unlock(blockLocks.at(block))
            set(block, mod(add(block, 1), 26))
          },
        )
      })
      unlock(inodeLocks.at(t))
    })
    threads(parts, n, create)
  },
})

function philosophersOf(
  id: string,
  title: string,
  isFixed: boolean,
  expected: Readonly<Record<number, Partial<BenchNumbers>>>,
) {
  return bench({
    id,
    title,
    expected,
    program: (n, parts) => {
      const forks = global('forks', array(int, n))
      for (let i = 0; i < n; i++) {
        const swapped = isFixed && i === n - 1
        const [first, second] = swapped ? [(i + 1) % n, i] : [i, (i + 1) % n]
        const dine = fn(`dine_${i}`, [], () => {
          lock(forks.at(first))
          lock(forks.at(second))
          unlock(forks.at(second))
          unlock(forks.at(first))
        })
        parts.thread(String.fromCharCode(65 + i), `philosopher ${i}`, dine)
      }
    },
  })
}

export const philosophers = philosophersOf(
  'philosophers',
  'Philosophers that take the left fork first',
  false,
  {
    2: { classes: 2, blocked: 1 },
    3: { classes: 6, blocked: 1 },
    4: { classes: 14, blocked: 1 },
    5: { classes: 30, blocked: 1 },
    6: { classes: 62, blocked: 1 },
  },
)

export const philosophersFixed = philosophersOf(
  'philosophers-fixed',
  'Philosophers of whom the last takes the right fork first',
  true,
  classes({ 2: 2, 3: 6, 4: 14, 5: 30 }),
)

export const ticketLock = bench({
  id: 'ticket-lock',
  title: 'Ticket lock',
  expected: classes({ 2: 2, 3: 6, 4: 24 }),
  program: (n, parts) => {
    const [next, owner, x] = [global('next', int), global('owner', int), global('x', int)]
    const adder = fn('adder', [p('i', int)], () => {
      const ticket = local('ticket', int, fetchAdd(next, 1))
      waitUntil(eq(READ_ONCE(owner), ticket), { event: 'its turn' })
      const seen = local('seen', int, READ_ONCE(x))
      WRITE_ONCE(x, add(seen, 1))
      WRITE_ONCE(owner, add(ticket, 1))
    })
    alikeThreads(parts, n, adder)
  },
})

export const neverUnlocked = bench({
  id: 'never-unlocked',
  title: 'A lock that nobody releases',
  expected: { 2: { blocked: 2 }, 3: { blocked: 3 } },
  program: (n, parts) => {
    const guard = global('guard', int)
    alikeThreads(
      parts,
      n,
      fn('taker', [p('i', int)], () => lock(guard)),
    )
  },
})

/** Readers set a flag each, so that their steps are independent of each other. */
function rwsem(id: string, writers: number, expected: Readonly<Record<number, number>>) {
  return bench({
    id,
    title: `N readers and ${writers} ${writers === 1 ? 'writer' : 'writers'} of a rwsem`,
    expected: classes(expected),
    program: (n, parts) => {
      const writing = global('writing', int)
      const reading = global('reading', array(int, n))
      const reader = fn('reader', [p('i', int)], (i) => {
        atomic(() => {
          waitUntil(eq(READ_ONCE(writing), 0), { event: 'the writer' })
          WRITE_ONCE(reading.at(i), 1)
        })
        WRITE_ONCE(reading.at(i), 0)
      })
      const writer = fn('writer', [p('i', int)], () => {
        let free: Cond = eq(READ_ONCE(writing), 0)
        for (let i = 0; i < n; i++) free = and(free, eq(READ_ONCE(reading.at(i)), 0))
        const isFree = free
        atomic(() => {
          waitUntil(isFree, { event: 'readers and writer' })
          WRITE_ONCE(writing, 1)
        })
        WRITE_ONCE(writing, 0)
      })
      threads(parts, n, reader)
      threads(parts, writers, writer, n)
    },
  })
}

export const rwsemOneWriter = rwsem('rwsem-1w', 1, { 2: 4 })
export const rwsemTwoWriters = rwsem('rwsem-2w', 2, { 2: 18, 3: 54 })

/** One takes a then b, the other b then a. */
export const abba = bench({
  id: 'ab-ba',
  title: 'AB-BA locks',
  expected: { 2: { classes: 2, blocked: 1 } },
  program: (_, parts) => {
    const a = global('a', embed(Spinlock))
    const b = global('b', embed(Spinlock))
    const ab = fn('ab', [], () => {
      spin_lock(a)
      spin_lock(b)
      spin_unlock(b)
      spin_unlock(a)
    })
    const ba = fn('ba', [], () => {
      spin_lock(b)
      spin_lock(a)
      spin_unlock(a)
      spin_unlock(b)
    })
    parts.thread('A', 'a, then b', ab)
    parts.thread('B', 'b, then a', ba)
  },
})

/** Each looks at the other's flag before it sets its own: both may pass. One that finds it set stops. */
export const checkThenSet = bench({
  id: 'check-then-set',
  title: 'A lock that checks, then sets',
  expected: { 2: { classes: 6, blocked: 2, failing: 2 } },
  program: (n, parts) => {
    const flags = global('flags', array(int, 2))
    const owner = global('owner', int)
    for (let i = 0; i < n; i++) {
      const section = fn(`section_${i}`, [], () => {
        If(READ_ONCE(flags.at(1 - i)), () => blockForEver())
        WRITE_ONCE(flags.at(i), 1)
        WRITE_ONCE(owner, i)
        check(eq(READ_ONCE(owner), i), 'BUG_ON', 'two threads are in the section at once')
        WRITE_ONCE(flags.at(i), 0)
      })
      parts.thread(String.fromCharCode(65 + i), `thread ${i}`, section)
    }
  },
})
