import { describe, expect, it } from 'vitest'
import { container_of, READ_ONCE, WRITE_ONCE } from '../build/expressions.ts'
import { fn, p } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { If, local, set } from '../build/statements.ts'
import { embed, int, ptr, struct } from '../build/types.ts'
import { NULL } from '../build/wrap.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf } from '../testing/play.ts'
import {
  call_rcu,
  rcu_barrier,
  RcuHead,
  rcu_read_lock,
  rcu_read_unlock,
  synchronize_rcu,
} from './rcu.ts'
import { kfree, kzalloc } from './slab.ts'

const Thing = struct('thing', { value: int, rcu: embed(RcuHead) })
const the_thing = global('the_thing', ptr(Thing))
const seen = global('seen', int)

const setUp = (): void => {
  const thing = kzalloc('thing', Thing)
  set(thing.value, 7)
  set(the_thing, thing)
}

const look = fn('look', [], () => {
  rcu_read_lock()
  const thing = local('thing', ptr(Thing), READ_ONCE(the_thing))
  If(thing, () => set(seen, thing.value))
  rcu_read_unlock()
})
/** The lock is dropped before the last use. */
const look_too_long = fn('look_too_long', [], () => {
  rcu_read_lock()
  const thing = local('thing', ptr(Thing), READ_ONCE(the_thing))
  rcu_read_unlock()
  If(thing, () => set(seen, thing.value))
})

const thing_free = fn('thing_free', [p('head', ptr(RcuHead))], (head) => {
  kfree(container_of(head, Thing, 'rcu'))
})

const remove = {
  'synchronize_rcu()': fn('remove_and_wait', [], () => {
    const thing = local('thing', ptr(Thing), READ_ONCE(the_thing))
    WRITE_ONCE(the_thing, NULL)
    synchronize_rcu()
    kfree(thing)
  }),
  'call_rcu()': fn('remove_later', [], () => {
    const thing = local('thing', ptr(Thing), READ_ONCE(the_thing))
    WRITE_ONCE(the_thing, NULL)
    call_rcu(thing.rcu, thing_free)
    rcu_barrier()
  }),
}

const readAgainst = (reader: typeof look, how: keyof typeof remove) =>
  everyRun(
    machineOf(({ setup, thread }) => {
      setup(setUp)
      thread('A', 'reader', reader)
      thread('B', 'writer', remove[how])
    }),
    ['seen'],
  )

describe.each(['synchronize_rcu()', 'call_rcu()'] as const)('unlinking, then %s', (how) => {
  it('is safe for readers that stay inside their read section', () => {
    expect(readAgainst(look, how)).toMatchObject({
      faults: [],
      races: [],
      stuck: [],
      outcomes: ['seen=0', 'seen=7'],
    })
  })

  it('is not safe for those who use the object after it', () => {
    expect(readAgainst(look_too_long, how).faults).toEqual([
      expect.stringContaining('use after free, reads thing->value'),
    ])
  })
})
