import { describe, expect, it } from 'vitest'
import { fn, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { If, set } from '../build/statements.ts'
import { container_of } from '../build/expressions.ts'
import { embed, int, ptr, struct } from '../build/types.ts'
import type { ScenarioSpec } from '../build/scenario.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf, play } from '../testing/play.ts'
import { Kref, kref_get, kref_get_unless_zero, kref_init, kref_put } from './kref.ts'
import { kfree, kzalloc } from './slab.ts'

const Thing = struct('thing', { kref: embed(Kref), used: int })
const the_thing = global('the_thing', ptr(Thing))
const calls = global('calls', int)
const other = global('other', embed(Kref))

const thing_free = fn('thing_free', [p('kref', ptr(Kref))], (kref) => {
  kfree(container_of(kref, Thing, 'kref'))
})
const thing_count_call = fn('thing_count_call', [p('kref', ptr(Kref))], () => {
  set(calls, 1)
})

const put = fn('put', [p('thing', ptr(Thing))], (thing) => {
  kref_put(thing.kref, thing_free, 'user')
})
const use = fn('use', [p('thing', ptr(Thing))], (thing) => {
  If(kref_get_unless_zero(thing.kref, 'user'), () => {
    kref_put(thing.kref, thing_free, 'user')
  })
})

const setUp: Parameters<Parameters<ScenarioSpec['program']>[0]['setup']>[0] = () => {
  const thing = kzalloc('thing', Thing)
  kref_init(thing.kref, 'first')
  set(the_thing, thing)
}

describe('kref_put', () => {
  it('releases with the last reference, whoever drops it', () => {
    const machine = machineOf(({ setup, thread }) => {
      setup(() => {
        setUp()
        kref_get(the_thing.kref, 'second')
      })
      thread('A', 'one', put, the_thing)
      thread('B', 'other', put, the_thing)
    })
    expect(everyRun(machine)).toMatchObject({ faults: [], races: [], stuck: [], complete: true })
  })

  it('returns 1 only when it has called release', () => {
    const machine = machineOf(({ setup, thread }) => {
      const putTwice = fn('put_twice', [], () => {
        set(calls, kref_put(other, thing_count_call, 'one'))
        set(calls, kref_put(other, thing_count_call, 'other'))
      })
      setup(() => {
        kref_init(other, 'one')
        kref_get(other, 'other')
      })
      thread('A', 'one', putTwice)
    })
    const { run, lines } = play(machine, 'a5')
    const words = run.steps.map((step) => step.accesses.at(-1)?.after)
    expect(lines).toHaveLength(5)
    expect(words).toEqual([1, 0, 0, 1, 1])
  })

  it('below 0 is reported', () => {
    const machine = machineOf(({ thread }) => {
      const putNothing = fn('put_nothing', [], () => {
        kref_put(other, thing_count_call, 'none')
      })
      thread('A', 'one', putNothing)
    })
    expect(play(machine, 'a').faults).toEqual(['1 A: refcount: kref_put on a count of 0'])
  })
})

describe('kref_get', () => {
  it('on a count of 0 is reported: the object is being freed', () => {
    const machine = machineOf(({ thread }) => {
      const getNothing = fn('get_nothing', [], () => {
        kref_get(other, 'none')
      })
      thread('A', 'one', getNothing)
    })
    expect(play(machine, 'a').faults).toEqual(['1 A: refcount: kref_get on a count of 0'])
  })
})

describe('kref_get_unless_zero', () => {
  it('leaves a count of 0 alone', () => {
    const machine = machineOf(({ thread }) => {
      const tryGet = fn('try_get', [], () => {
        set(calls, kref_get_unless_zero(other, 'none'))
      })
      thread('A', 'one', tryGet)
    })
    const { run, faults } = play(machine, 'a2')
    expect(faults).toEqual([])
    expect(run.steps.map((step) => step.accesses.map(({ kind }) => kind))).toEqual([
      ['read'],
      ['write'],
    ])
  })

  it('does not help when the memory itself may be gone', () => {
    const machine = machineOf(({ setup, thread }) => {
      setup(setUp)
      thread('A', 'owner', put, the_thing)
      thread('B', 'finder', use, the_thing)
    })
    expect(everyRun(machine).faults.map((fault) => fault.replace(/ \(.*/, ''))).toEqual([
      'use after free, reads thing->kref.refcount',
    ])
  })
})
