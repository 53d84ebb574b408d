import { describe, expect, it } from 'vitest'
import { add, eq, not } from '../build/expressions.ts'
import { fn, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import {
  acquired,
  allocate,
  atomic,
  If,
  local,
  release,
  released,
  set,
  waitUntil,
} from '../build/statements.ts'
import { int, lockStruct, ptr, struct, embed } from '../build/types.ts'
import { scenarios } from '../models/catalogue.ts'
import { machineOf, play, playOut } from '../testing/play.ts'
import { createMachine } from './machine.ts'

const Lock = lockStruct('lock', { locked: int })
const Thing = struct('thing', { lock: embed(Lock), count: int })

const lock = fn('lock', [p('l', ptr(Lock))], (l) => {
  atomic(() => {
    waitUntil(eq(l.locked, 0), { lock: l })
    set(l.locked, 1)
    acquired(l)
  })
})
const unlock = fn('unlock', [p('l', ptr(Lock))], (l) => {
  atomic(() => {
    set(l.locked, 0)
    released(l)
  })
})

const the_thing = global('the_thing', ptr(Thing))

const setUpThing = (): void => {
  const made = allocate('made', Thing, 'kmalloc')
  set(the_thing, made)
}

const increment = fn('increment', [p('t', ptr(Thing))], (t) => {
  lock(t.lock)
  const old = local('old', int, t.count)
  set(t.count, add(old, 1))
  unlock(t.lock)
})

describe('a step', () => {
  const machine = machineOf(({ setup, thread }) => {
    setup(setUpThing)
    thread('A', 'one', increment, the_thing)
    thread('B', 'other', increment, the_thing)
  })

  it('is one shared access or one atomic block', () => {
    const { lines, faults, stopped } = play(machine, 'a4b4')
    expect(lines).toEqual([
      'A lock: await(l->locked == 0)',
      'A increment: old = t->count',
      'A increment: t->count = old + 1',
      'A unlock: l->locked = 0',
      'B lock: await(l->locked == 0)',
      'B increment: old = t->count',
      'B increment: t->count = old + 1',
      'B unlock: l->locked = 0',
    ])
    expect(faults).toEqual([])
    expect(stopped).toBeUndefined()
  })

  it('cannot be taken by a lane that waits, and says for what', () => {
    expect(play(machine, 'ab').stopped).toBe('B blocked on thing->lock held by A')
  })

  it('can be taken back and repeated', () => {
    const { run } = play(machine, 'a4b4')
    const end = [...run.state]
    run.jump(3)
    run.jump(0)
    run.jump(8)
    expect([...run.state]).toEqual(end)
  })
})

describe('freed memory', () => {
  const machine = machineOf(({ setup, thread }) => {
    const free_it = fn('free_it', [p('t', ptr(Thing))], (t) => {
      release(t, 'kfree')
    })
    const look = fn('look', [p('t', ptr(Thing))], (t) => {
      If(not(t.count), () => {
        set(t.count, 1)
      })
    })
    setup(setUpThing)
    thread('A', 'frees', free_it, the_thing)
    thread('B', 'looks', look, the_thing)
  })

  it('reports every later access', () => {
    expect(play(machine, 'ab2').faults).toEqual([
      '2 B: use after free, reads thing->count',
      '3 B: use after free, writes thing->count',
    ])
  })

  it('is not an error before', () => {
    expect(playOut(machine, 'BA').faults).toEqual([])
  })
})

describe('a machine', () => {
  it('is the same whatever number of lanes was thought likely', () => {
    for (const def of scenarios) {
      const program = def.build({ fixes: [], mutex: 'count' })
      const { lanes, laneBase, memory, stateSize } = createMachine(program)
      for (const likely of [1, lanes.length, lanes.length + 3]) {
        const other = createMachine(program, likely)
        expect(other.lanes).toEqual(lanes)
        expect(other.laneBase).toEqual(laneBase)
        expect(other.memory.objects).toEqual(memory.objects)
        expect(other.stateSize).toBe(stateSize)
      }
    }
  })
})
