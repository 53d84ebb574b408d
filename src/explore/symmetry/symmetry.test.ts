/**
 * The search up to symmetry against the one that visits everything: the same verdicts and failures, one
 * state for each orbit, and real runs. And declarations that are wrong, each of which is noticed.
 */

import { describe, expect, it } from 'vitest'
import { add, eq, READ_ONCE, WRITE_ONCE } from '../../build/expressions.ts'
import { fn, type ModelFn, p } from '../../build/fn.ts'
import { global, type Parts } from '../../build/scenario.ts'
import { check, If, local, set, waitUntil } from '../../build/statements.ts'
import { embed, int, ptr } from '../../build/types.ts'
import { down_read, down_write, Rwsem, up_read, up_write } from '../../kernel/rwsem.ts'
import { Mutex, mutex_init, mutex_lock, mutex_unlock } from '../../kernel/mutex.ts'
import type { Machine } from '../../machine/machine.ts'
import { leakedObjects } from '../../machine/leaks.ts'
import { pcOf } from '../../machine/machine.ts'
import { racesIn } from '../../machine/races.ts'
import { Run } from '../../machine/run.ts'
import { type MutexModel, mutexModels } from '../../ir/program.ts'
import { mm_alloc, MmStruct } from '../../kernel/mm.ts'
import { driver_load, driver_open, File, fput } from '../../models/hmm/driver.ts'
import { clone_vm, mmput } from '../../models/hmm/process.ts'
import { deviceUnregister } from '../../models/hmm/scenarios/device-unregister.ts'
import { HmmDevice } from '../../models/hmm/structs.ts'
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
  entry: ModelFn<readonly []>,
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
  return machineOf(
    (parts) => alike(count, parts, take, () => mutex_init(lock)),
    {},
    {
      fixes: [],
      mutex,
    },
  )
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
  return machineFor(
    ensure(
      benchPrograms.find((each) => each.id === id),
      id,
    ).build(size),
  )
}

const the_mm = global('the_mm', ptr(MmStruct))
const mms = ['mm_1', 'mm_2'].map((name) => global(name, ptr(MmStruct)))
const devices = ['device_1', 'device_2'].map((name) => global(name, ptr(HmmDevice)))
const files = ['file_1', 'file_2'].map((name) => global(name, ptr(File)))

/** Two tasks of one process exit, beside the last close of the file. */
function tasksProgram(mutex: MutexModel): Machine {
  return machineOf(
    ({ setup, thread, interchangeable }) => {
      setup(() => {
        set(the_mm, mm_alloc())
        clone_vm(the_mm)
        set(devices[0]!, driver_load())
        set(files[0]!, driver_open(devices[0]!, the_mm))
      })
      thread('A', 'task exit', mmput, the_mm)
      thread('B', 'task exit', mmput, the_mm)
      thread('C', 'file close', fput, files[0]!)
      interchangeable(alone(2))
    },
    { mayOutlive: ['hmm_device', 'hmm', 'mm_struct'] },
    { fixes: [], mutex },
  )
}

/** Two processes, each with a device of its own: `end` is what their threads do. */
function pairsProgram(end: 'exit' | 'close'): Machine {
  return machineOf(
    ({ setup, thread, interchangeable }) => {
      setup(() => {
        for (const mm of mms) set(mm, mm_alloc())
        for (const device of devices) set(device, driver_load())
        for (const [i, file] of files.entries()) set(file, driver_open(devices[i]!, mms[i]!))
      })
      for (const [i, letter] of ['A', 'B'].entries()) {
        if (end === 'exit') thread(letter, 'process exit', mmput, mms[i]!)
        else thread(letter, 'file close', fput, files[i]!)
      }
      interchangeable(
        ['A', 'B'].map((letter, i) => ({
          threads: [letter],
          words: [`mm_${i + 1}`, `device_${i + 1}`, `file_${i + 1}`],
        })),
      )
    },
    { mayOutlive: ['file'] },
  )
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
  ['hmm: two tasks, mutex of 4.1', () => tasksProgram('count')],
  ['hmm: two tasks, ideal mutex', () => tasksProgram('ideal')],
  ['hmm: two processes exit', () => pairsProgram('exit')],
  ['hmm: two processes close', () => pairsProgram('close')],
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
  return ensure(Symmetry.of(machine, run.value.state, true), 'a declared symmetry')
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
      const [reduced, full] = [true, false].map((each) =>
        search(machine, each, minimised).verdict(),
      )
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

/** Searches up to a declared symmetry that does not hold. */
function refuse(program: (parts: Parts) => void): () => Verdict {
  const machine = machineOf(program)
  return () => search(machine, true).verdict()
}

describe('a declaration that is wrong ends the search with a reason', () => {
  const x = global('x', int)
  const y = global('y', int)
  const setsX = fn('sets_x', [], () => WRITE_ONCE(x, 1))
  const setsTo = fn('sets_to', [p('value', int)], (value) => WRITE_ONCE(x, value))

  it('threads of different code', () => {
    const setsTwice = fn('sets_twice', [], () => {
      WRITE_ONCE(x, 1)
      WRITE_ONCE(x, 1)
    })
    const searched = refuse(({ thread, interchangeable }) => {
      thread('A', 'sets x', setsX)
      thread('B', 'sets x twice', setsTwice)
      interchangeable(alone(2))
    })
    expect(searched).toThrow('threads A and B: they run different code in sets_x')
  })

  it('the same code about different variables', () => {
    const setsY = fn('sets_y', [], () => WRITE_ONCE(y, 1))
    const searched = refuse(({ thread, interchangeable }) => {
      thread('A', 'sets x', setsX)
      thread('B', 'sets y', setsY)
      interchangeable(alone(2))
    })
    expect(searched).toThrow('threads A, B cannot be exchanged: they do not touch the same memory')
  })

  it('arguments that make a difference to somebody else', () => {
    const watch = fn('watch', [], () => check(eq(READ_ONCE(x), 0), 'BUG_ON', 'it was changed'))
    const searched = refuse(({ thread, interchangeable }) => {
      thread('A', 'sets 0', setsTo, 0)
      thread('B', 'sets 1', setsTo, 1)
      thread('C', 'watches', watch)
      interchangeable(alone(2))
    })
    expect(searched).toThrow(/declared symmetry does not hold: \d in x would have to mean several/)
  })

  it('a thread that treats two others differently', () => {
    const waits = fn('waits', [], () => waitUntil(eq(READ_ONCE(x), 2), { event: 'the second one' }))
    const searched = refuse(({ thread, interchangeable }) => {
      thread('A', 'sets 1', setsTo, 1)
      thread('B', 'sets 2', setsTo, 2)
      thread('C', 'waits for the second', waits)
      interchangeable(alone(2))
    })
    expect(searched).toThrow('thread C cannot be exchanged: one can go on, the other not')
  })

  it('a first state in which one object is freed already', () => {
    const lets = fn('lets', [p('mm', ptr(MmStruct))], (mm) => mmput(mm))
    const searched = refuse(({ setup, thread, interchangeable }) => {
      setup(() => {
        for (const mm of mms) set(mm, mm_alloc())
        mmput(mms[1]!)
      })
      thread('A', 'lets go', lets, mms[0]!)
      thread('B', 'lets go', lets, mms[1]!)
      interchangeable([
        { threads: ['A'], words: ['mm_1'] },
        { threads: ['B'], words: ['mm_2'] },
      ])
    })
    expect(searched).toThrow('the first state is not symmetric in the status of mm')
  })

  it('an object that a variable of nobody in particular points to', () => {
    const searched = refuse(({ setup, thread, interchangeable }) => {
      setup(() => {
        for (const mm of mms) set(mm, mm_alloc())
        set(the_mm, mms[0]!)
      })
      thread('A', 'lets go', mmput, mms[0]!)
      thread('B', 'lets go', mmput, mms[1]!)
      thread('C', 'lets go, too', mmput, the_mm)
      interchangeable([
        { threads: ['A'], words: ['mm_1'] },
        { threads: ['B'], words: ['mm_2'] },
      ])
    })
    expect(searched).toThrow(/would have to take the place of/)
  })

  it('a thread or a variable that does not exist', () => {
    const declare = (threads: string[], words: string[]) =>
      refuse(({ thread, interchangeable }) => {
        thread('A', 'sets x', setsX)
        thread('B', 'sets x', setsX)
        interchangeable([
          { threads: ['A'], words: ['x'] },
          { threads, words },
        ])
      })
    expect(declare(['Z'], ['x'])).toThrow('there is no thread Z')
    expect(declare(['B'], ['z'])).toThrow('there is no variable z')
  })
})

describe('the scenario with as many processes as devices and mirrors', () => {
  it.each(mutexModels)('may exchange them, with the mutex model %s', (mutex) => {
    const sizes = { processes: 2, devices: 2, mirrors: 2 }
    const machine = machineFor(deviceUnregister, { fixes: [], mutex, sizes })
    const made = new StateSearch(machine, 'steps', { symmetry: true, states: 3_000 })
    while (!made.advance(65_536));
    expect(made.stats).toMatchObject({ exchanges: 2 })
    expect(made.stats.states).toBeGreaterThan(3_000)
    expect(made.orbits()).toBeGreaterThan(1.9 * made.stats.states)
  })

  it('declares nothing where one of them is shared: its list of mirrors has an order', () => {
    const sizes = { processes: 2, devices: 1, mirrors: 2 }
    const machine = machineFor(deviceUnregister, { fixes: [], mutex: 'count', sizes })
    expect(machine.program.symmetries).toBeUndefined()
  })
})

describe('where nothing is said', () => {
  it('is used from 24 exchanges on', () => {
    const exchanges = [3, 4].map((size) => {
      const made = new StateSearch(benchMachine('lockinc', size))
      return made.stats.exchanges
    })
    expect(exchanges).toEqual([undefined, 24])
  })
})
