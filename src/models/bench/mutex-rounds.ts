/**
 * A long run in which nothing goes wrong, for measuring and for looking at many rows. Two threads add to
 * a counter under a mutex, so that every screenful has context switches, waits and lock bars.
 */

import { add } from '../../build/expressions.ts'
import { fn, p } from '../../build/fn.ts'
import { global, scenario } from '../../build/scenario.ts'
import { For, local, set } from '../../build/statements.ts'
import { embed, int, ptr, struct } from '../../build/types.ts'
import type { NamedRun } from '../../ir/program.ts'
import { Mutex, mutex_init, mutex_lock, mutex_unlock } from '../../kernel/mutex.ts'
import { kzalloc } from '../../kernel/slab.ts'

/** Of each thread. A round takes at least four steps, so a complete run has 2,560 or more. */
const rounds = 320

const Tally = struct('tally', { lock: embed(Mutex), count: int })

const the_tally = global('the_tally', ptr(Tally))

const take_turns = fn('take_turns', [p('tally', ptr(Tally))], (tally) => {
  const round = local('round', int)
  For(round, 0, rounds, () => {
    mutex_lock(tally.lock)
    const count = local('count', int, tally.count)
    set(tally.count, add(count, 1))
    mutex_unlock(tally.lock)
  })
})

/**
 * 62 steps that come back to where they began: two rounds of A and one of B, then the same with the two
 * exchanged. The one that comes second spins for the mutex and gets it while the other is still inside
 * mutex_unlock; that one comes again too soon and sleeps.
 */
const cycle = 'a2b2a3bababa2a.1a4b4aba6b2a2b3ababab2b.1b4a4bab6'

/** Every step of these runs is a row of its own: no library call runs through without a switch. */
const run = (steps: number, schedule: string): NamedRun => ({
  id: `rows-${steps}`,
  title: `${steps.toLocaleString('en')} steps, as many rows`,
  schedule,
  variant: { fixes: [], mutex: 'count' },
})

export const mutexRounds = scenario({
  id: 'bench/mutex-rounds',
  version: 1,
  title: 'Long run: two threads take turns on a mutex',
  summary: `Nothing goes wrong here: it shows what a run of thousands of steps looks like. Each thread takes the mutex ${rounds} times, now spinning, now sleeping for it, and adds one to a counter.`,
  runs: [
    run(60, cycle.replace(/b6$/, 'b4')),
    run(200, `${cycle.repeat(3)}a2b2a3bababa2`),
    run(2_000, `${cycle.repeat(32)}a2b2a3babababa2`),
  ],
  tracks: [
    { kind: 'lock', object: 'tally', path: 'lock' },
    { kind: 'lifetime', object: 'tally' },
  ],
  mayOutlive: ['tally'],
  program: ({ setup, thread }) => {
    setup(() => {
      const tally = kzalloc('tally', Tally)
      mutex_init(tally.lock)
      set(the_tally, tally)
    })
    thread('A', 'counts', take_turns, the_tally)
    thread('B', 'counts too', take_turns, the_tally)
  },
})
