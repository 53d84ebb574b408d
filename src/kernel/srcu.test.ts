import { describe, expect, it } from 'vitest'
import { fn, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { set } from '../build/statements.ts'
import { embed, int, ptr, struct } from '../build/types.ts'
import { columns, text } from '../testing/columns.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf, play } from '../testing/play.ts'
import { kfree, kzalloc } from './slab.ts'
import {
  call_srcu,
  RcuHead,
  srcu_barrier,
  srcu_barrier_4_1,
  srcu_read_lock,
  srcu_read_unlock,
  SrcuStruct,
  synchronize_srcu,
} from './srcu.ts'

const domain = global('domain', embed(SrcuStruct))
const x = global('x', int)

const read = fn('read', [], () => {
  srcu_read_lock(domain)
  srcu_read_unlock(domain, 0)
})
const readTwice = fn('read_twice', [], () => {
  read()
  read()
})
const readNested = fn('read_nested', [], () => {
  srcu_read_lock(domain)
  read()
  srcu_read_unlock(domain, 0)
})
const wait = fn('wait', [], () => {
  synchronize_srcu(domain)
})

describe('synchronize_srcu', () => {
  it('waits for a reader that entered before', () => {
    const machine = machineOf(({ thread }) => {
      thread('A', 'reader', read)
      thread('B', 'waiter', wait)
    })
    expect(columns(play(machine, 'ab2'))).toBe(
      text(`
        srcu_read_lock: takes domain
                                        synchronize_srcu
        B blocked on a grace period for A
      `),
    )
    expect(play(machine, 'abab').stopped).toBeUndefined()
  })

  it('does not wait for a reader that enters after it began, nor for the same reader again', () => {
    const machine = machineOf(({ thread }) => {
      thread('A', 'reader', readTwice)
      thread('B', 'waiter', wait)
      thread('C', 'late reader', read)
    })
    expect(columns(play(machine, 'abca2b'))).toBe(
      text(`
        srcu_read_lock: takes domain
                                        synchronize_srcu
                                                                        srcu_read_lock: takes domain
        srcu_read_unlock: releases domain
        srcu_read_lock: takes domain
                                        synchronize_srcu
      `),
    )
  })

  it('waits for the outermost of nested sections', () => {
    const machine = machineOf(({ thread }) => {
      thread('A', 'reader', readNested)
      thread('B', 'waiter', wait)
    })
    expect(play(machine, 'a2bab').stopped).toBe('B blocked on a grace period for A')
    expect(columns(play(machine, 'a2ba2b'))).toBe(
      text(`
        srcu_read_lock: takes domain
        srcu_read_lock
                                        synchronize_srcu
        srcu_read_unlock
        srcu_read_unlock: releases domain
                                        synchronize_srcu
      `),
    )
  })

  it('lets two waiters wait, each for its own readers', () => {
    const machine = machineOf(({ thread }) => {
      thread('A', 'reader', read)
      thread('B', 'waiter', wait)
      thread('C', 'late reader', read)
      thread('D', 'late waiter', wait)
    })
    expect(play(machine, 'abcdabd').stopped).toBe('D blocked on a grace period for C')
    expect(play(machine, 'abcdabcd').stopped).toBeUndefined()
  })

  it('inside a read section of its own waits for itself', () => {
    const machine = machineOf(({ thread }) => {
      const selfish = fn('selfish', [], () => {
        srcu_read_lock(domain)
        synchronize_srcu(domain)
        srcu_read_unlock(domain, 0)
      })
      thread('A', 'reader', selfish)
    })
    expect(play(machine, 'a2').faults).toEqual(['2 A: waits for itself on domain'])
  })

  it('keeps what was unlinked before it alive for every reader', () => {
    const Thing = struct('thing', { value: int })
    const the_thing = global('the_thing', ptr(Thing))
    const machine = machineOf(({ setup, thread }) => {
      const look = fn('look', [], () => {
        srcu_read_lock(domain)
        srcu_read_unlock(domain, 0)
      })
      const drop = fn('drop', [p('thing', ptr(Thing))], (thing) => {
        synchronize_srcu(domain)
        kfree(thing)
      })
      setup(() => set(the_thing, kzalloc('thing', Thing)))
      thread('A', 'reader', look)
      thread('B', 'writer', drop, the_thing)
    })
    expect(everyRun(machine)).toMatchObject({ faults: [], races: [], stuck: [] })
  })
})

describe('srcu_read_unlock', () => {
  it('outside of a read section is reported', () => {
    const machine = machineOf(({ thread }) => {
      const unbalanced = fn('unbalanced', [], () => {
        srcu_read_unlock(domain, 0)
      })
      thread('A', 'reader', unbalanced)
    })
    expect(play(machine, 'a').faults).toEqual([
      '1 A: lock: srcu_read_unlock outside of a read section',
    ])
  })
})

const Thing = struct('thing', { value: int, rcu: embed(RcuHead) })
const the_thing = global('the_thing', ptr(Thing))
const set_x = fn('set_x', [p('head', ptr(RcuHead))], () => {
  set(x, 1)
})

const setUp = (): void => {
  set(the_thing, kzalloc('thing', Thing))
}
const queue = fn('queue', [p('thing', ptr(Thing))], (thing) => {
  call_srcu(domain, thing.rcu, set_x)
})

describe('call_srcu', () => {
  const machine = machineOf(({ setup, thread }) => {
    setup(setUp)
    thread('A', 'reader', readTwice)
    thread('B', 'caller', queue, the_thing)
  })

  it('calls back in another context, after the readers of the moment of the call', () => {
    expect(play(machine, 'abc').stopped).toBe('C blocked on a grace period for A')
    expect(columns(play(machine, 'aba2c3'))).toBe(
      text(`
        srcu_read_lock: takes domain
                                        call_srcu: starts C
        srcu_read_unlock: releases domain
        srcu_read_lock: takes domain
                                                                        srcu_invoke_callback
                                                                        x = 1
                                                                        srcu_invoke_callback
      `),
    )
  })

  it('calls back in every run', () => {
    expect(everyRun(machine, ['x'])).toMatchObject({
      faults: [],
      races: [],
      stuck: [],
      outcomes: ['x=1'],
    })
  })
})

describe('srcu_barrier', () => {
  const barrierAfterCall = (barrier: typeof srcu_barrier) =>
    machineOf(({ setup, thread }) => {
      const callAndWait = fn('call_and_wait', [p('thing', ptr(Thing))], (thing) => {
        call_srcu(domain, thing.rcu, set_x)
        barrier(domain)
        kfree(thing)
      })
      setup(setUp)
      thread('A', 'reader', read)
      thread('B', 'caller', callAndWait, the_thing)
    })
  const barrierAlone = (barrier: typeof srcu_barrier) =>
    machineOf(({ thread }) => {
      const waitOnly = fn('wait_only', [], () => {
        barrier(domain)
      })
      thread('A', 'reader', read)
      thread('B', 'waiter', waitOnly)
    })

  it.each([
    { since: '4.12', barrier: srcu_barrier },
    { since: '4.1', barrier: srcu_barrier_4_1 },
  ])('of $since waits for callbacks that were queued before', ({ barrier }) => {
    expect(everyRun(barrierAfterCall(barrier))).toMatchObject({ faults: [], stuck: [] })
  })

  it('of 4.1 waits for readers', () => {
    expect(play(barrierAlone(srcu_barrier_4_1), 'ab3').stopped).toBe(
      'B blocked on a grace period for A',
    )
  })

  it('of 4.12 does not wait for readers', () => {
    expect(play(barrierAlone(srcu_barrier), 'ab').stopped).toBeUndefined()
    expect(play(barrierAlone(srcu_barrier), 'ab2').stopped).toBe('B done')
  })
})
