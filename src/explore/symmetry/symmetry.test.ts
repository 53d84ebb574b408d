/**
 * The search up to symmetry against the one that visits everything: the same verdicts and failures, one
 * state for each orbit, and real runs. And declarations that are wrong, each of which is noticed.
 */

import { describe, expect, it } from 'vitest'
import { add, eq, READ_ONCE, WRITE_ONCE } from '../../build/expressions.ts'
import { fn, p } from '../../build/fn.ts'
import { global, type Parts } from '../../build/scenario.ts'
import { check, If, local, waitUntil } from '../../build/statements.ts'
import { array, embed, int } from '../../build/types.ts'
import { down_read, down_write, Rwsem, up_read, up_write } from '../../kernel/rwsem.ts'
import { Mutex, mutex_init, mutex_lock, mutex_unlock } from '../../kernel/mutex.ts'
import type { Machine } from '../../machine/machine.ts'
import { leakedObjects } from '../../machine/leaks.ts'
import { pcOf } from '../../machine/machine.ts'
import { racesIn } from '../../machine/races.ts'
import { Run } from '../../machine/run.ts'
import { benchPrograms } from '../../models/bench/catalogue.ts'
import { machineFor, machineOf } from '../../testing/play.ts'
import { ensure } from '../../util/ensure.ts'
import { failureKey } from '../failures.ts'
import { StateSearch } from '../state-search.ts'
import type { Finding, Minimised, Verdict } from '../verdict.ts'
import { Symmetry } from './symmetry.ts'

const letters = ['A', 'B', 'C', 'D']
const alone = (count: number) =>
  letters.slice(0, count).map((letter) => ({ threads: [letter], words: [] }))

/** Threads that take the same lock; `body` gets the number of the thread. */
function alike(
  count: number,
  { setup, thread, interchangeable }: Parts,
  entry: Parameters<Parts['thread']>[2],
  prepare: () => void = () => {},
): void {
  setup(prepare)
  for (const letter of letters.slice(0, count)) thread(letter, `thread ${letter}`, entry)
  interchangeable(alone(count))
}

function mutexProgram(count: number, mutex: 'count' | 'owner' | 'debug'): Machine {
  const lock = global('lock', embed(Mutex))
  const x = global('x', int)
  const take = fn('take', [], () => {
    mutex_lock(lock)
    WRITE_ONCE(x, add(READ_ONCE(x), 1))
    mutex_unlock(lock)
  })
  return machineOf((parts) => alike(count, parts, take, () => mutex_init(lock)), {}, {
    fixes: [],
    mutex,
  })
}

function rwsemProgram(): Machine {
  const sem = global('sem', embed(Rwsem))
  const x = global('x', int)
  const reader = fn('reader', [], () => {
    down_read(sem)
    local('seen', int, x)
    up_read(sem)
  })
  const writer = fn('writer', [], () => {
    down_write(sem)
    WRITE_ONCE(x, 1)
    up_write(sem)
  })
  return machineOf(({ thread, interchangeable }) => {
    thread('A', 'reads', reader)
    thread('B', 'reads', reader)
    thread('C', 'writes', writer)
    interchangeable(alone(2))
  })
}

/** Each may lose an increment, and then says so; and each races with the others. */
function racyProgram(): Machine {
  const x = global('x', int)
  const done = global('done', int)
  const adder = fn('adder', [], () => {
    const seen = local('seen', int, x)
    WRITE_ONCE(x, add(seen, 1))
    check(eq(READ_ONCE(x), add(seen, 1)), 'BUG_ON', 'somebody came between')
    WRITE_ONCE(done, add(READ_ONCE(done), 1))
  })
  return machineOf((parts) => alike(3, parts, adder))
}

/** Whoever comes first waits for ever while the other two pass a token round and round. */
function circleProgram(): Machine {
  const first = global('first', int)
  const token = global('token', int)
  const never = global('never', int)
  const runner = fn('runner', [p('number', int)], (number) => {
    If(eq(READ_ONCE(first), 0), () => {
      WRITE_ONCE(first, number)
      waitUntil(eq(READ_ONCE(never), 1), { event: 'nothing' })
    })
    WRITE_ONCE(token, number)
  })
  return machineOf(({ thread, interchangeable }) => {
    for (const [i, letter] of letters.slice(0, 3).entries())
      thread(letter, `thread ${letter}`, runner, i + 1)
    interchangeable(alone(3))
  })
}

function benchMachine(id: string, size: number): Machine {
  return machineFor(ensure(benchPrograms.find((each) => each.id === id), id).build(size))
}

const programs: readonly (readonly [string, () => Machine])[] = [
  ['readers-local 3', () => benchMachine('readers-local', 3)],
  ['control-flow 2', () => benchMachine('control-flow', 2)],
  ['casw 3', () => benchMachine('casw', 3)],
  ['ticket-lock 3', () => benchMachine('ticket-lock', 3)],
  ['lockinc 4', () => benchMachine('lockinc', 4)],
  ['never-unlocked 3', () => benchMachine('never-unlocked', 3)],
  ['kref-puts 4', () => benchMachine('kref-puts', 4)],
  ['a mutex of 4.1', () => mutexProgram(3, 'count')],
  ['a mutex of today', () => mutexProgram(3, 'owner')],
  ['a debug mutex', () => mutexProgram(3, 'debug')],
  ['readers of a rwsem', rwsemProgram],
  ['lost increments', racyProgram],
  ['somebody is left behind', circleProgram],
]

function search(machine: Machine, symmetry: boolean, minimised: Minimised = 'steps'): StateSearch {
  const made = new StateSearch(machine, minimised, { symmetry })
  while (!made.advance(65_536));
  return made
}

function findingsOf(verdict: Verdict): readonly Finding[] {
  return verdict.kind === 'violated' ? verdict.findings : []
}

function symmetryOf(machine: Machine): Symmetry {
  const run = Run.begin(machine)
  if (!run.ok) throw new Error(run.error)
  return ensure(Symmetry.of(machine, run.value.state), 'a declared symmetry')
}

/** Plays a run and says whether it shows at its end what it is said to show. */
function isShown(machine: Machine, { failure, key, schedule }: Finding): boolean {
  const begun = Run.begin(machine)
  if (!begun.ok) return false
  const run = begun.value
  let isPlayed = true
  for (const { lane, choice } of schedule) isPlayed = run.step(lane, choice).ok && isPlayed
  if (!isPlayed) return false
  switch (failure.kind) {
    case 'fault':
      return (run.steps.at(-1)?.events ?? []).some(
        ({ event, lane, pc }) =>
          event.kind === 'fault' &&
          failureKey(machine, { kind: 'fault', lane, pc, fault: event.fault }) === key,
      )
    case 'leak':
      return leakedObjects(machine, run.state).includes(failure.object)
    case 'data-race':
      return racesIn(machine, run.state).some(
        (race) => failureKey(machine, { kind: 'data-race', race }) === key,
      )
    case 'deadlock':
      return failure.lanes.every(
        (lane, i) =>
          run.readiness(lane).kind === 'blocked' &&
          pcOf(machine, run.state, lane) === failure.pcs[i],
      )
    case 'endless-wait':
      return run.readiness(failure.lane).kind === 'blocked'
  }
}

describe.each(programs)('%s', (_, build) => {
  it.each(['steps', 'switches', 'preemptions'] as const)(
    'the same verdict and failures up to symmetry, with as few %s',
    (minimised) => {
      const machine = build()
      const symmetry = symmetryOf(machine)
      const [reduced, full] = [true, false].map((each) => search(machine, each, minimised).verdict())
      const costs = (verdict: Verdict | undefined): ReadonlyMap<string, number> => {
        const best = new Map<string, number>()
        for (const { failure, schedule, ...counts } of verdict ? findingsOf(verdict) : []) {
          const cost = minimised === 'steps' ? schedule.length : counts[minimised]
          const key = symmetry.keyOf(failure)
          best.set(key, Math.min(cost, best.get(key) ?? cost))
        }
        return new Map([...best].sort(([one], [other]) => (one < other ? -1 : 1)))
      }
      expect(reduced?.kind).toBe(full?.kind)
      expect(costs(reduced)).toEqual(costs(full))
      expect(reduced?.stats.exchanges).toBe(symmetry.order)
      expect(full?.stats.exchanges).toBeUndefined()
    },
  )

  it('one state for each orbit: as many as there are states in all, counted by brute force', () => {
    const machine = build()
    const symmetry = symmetryOf(machine)
    const reduced = search(machine, true)
    const full = search(machine, false)
    expect(reduced.stats.states).toBeLessThan(full.stats.states)
    expect(reduced.orbits()).toBe(full.stats.states)
    expect(symmetry.order).toBeGreaterThan(1)
  })

  it('runs that can be played, each failing as it says', () => {
    const machine = build()
    for (const minimised of ['steps', 'switches', 'preemptions'] as const) {
      const findings = findingsOf(search(machine, true, minimised).verdict())
      expect(findings.filter((each) => !isShown(machine, each))).toEqual([])
    }
  })
})
