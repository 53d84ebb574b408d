import { describe, expect, it } from 'vitest'
import { READ_ONCE, WRITE_ONCE } from '../build/expressions.ts'
import { fn } from '../build/fn.ts'
import { global } from '../build/scenario.ts'
import { If, local, set } from '../build/statements.ts'
import { int, ptr, struct } from '../build/types.ts'
import { NULL } from '../build/wrap.ts'
import type { Variant } from '../ir/program.ts'
import { everyRun } from '../testing/every-run.ts'
import { machineOf, play } from '../testing/play.ts'
import { srcu } from './mmu-notifier.ts'
import { rcuNonPreemptible, throughKernel } from './quiescent.ts'
import { synchronize_rcu } from './rcu.ts'
import { kfree, kzalloc } from './slab.ts'
import { synchronize_srcu } from './srcu.ts'

const Box = struct('box', { value: int })
const the_box = global('the_box', ptr(Box))
const seen = global('seen', int)

const look = fn('look', [], () => {
  const box = local('box', ptr(Box), READ_ONCE(the_box))
  If(box, () => set(seen, READ_ONCE(box.value)))
})
const look_and_sleep = fn('look_and_sleep', [], () => {
  const box = local('box', ptr(Box), READ_ONCE(the_box))
  synchronize_rcu()
  If(box, () => set(seen, READ_ONCE(box.value)))
})
const remove = fn('remove', [], () => {
  const box = local('box', ptr(Box), READ_ONCE(the_box))
  WRITE_ONCE(the_box, NULL)
  synchronize_rcu()
  kfree(box)
})

const machine = (reader: typeof look, fixes: readonly string[]) => {
  const variant: Variant = { fixes, mutex: 'count' }
  return machineOf(
    ({ setup, thread }) => {
      setup(() => set(the_box, kzalloc('box', Box)))
      thread('A', 'reads', throughKernel(reader))
      thread('B', 'removes', throughKernel(remove))
    },
    {},
    variant,
  )
}

describe('synchronize_rcu on a kernel without preemption', () => {
  it('waits for a thread that has no read section, where the preemptible kernel does not', () => {
    const { faults } = everyRun(machine(look, []))
    expect(faults[0]).toContain('use after free, reads box->value')
    expect(everyRun(machine(look, [rcuNonPreemptible.id]))).toMatchObject({
      faults: [],
      stuck: [],
      complete: true,
    })
  })

  it('says for whom it waits', () => {
    const { stopped } = play(machine(look, [rcuNonPreemptible.id]), 'a2b6')
    expect(stopped).toBe('B blocked on a grace period for A')
  })

  it('does not wait for one that sleeps: what it had read may be gone when it wakes up', () => {
    const found = everyRun(machine(look_and_sleep, [rcuNonPreemptible.id]))
    expect(found.stuck).toEqual([])
    expect(found.faults[0]).toContain('use after free, reads box->value')
  })

  it('ends for two that wait at the same time', () => {
    const both = machineOf(
      ({ thread }) => {
        thread('A', 'waits', throughKernel(fn('wait', [], () => synchronize_rcu())))
        thread('B', 'waits', throughKernel(fn('wait', [], () => synchronize_srcu(srcu))))
      },
      {},
      { fixes: [rcuNonPreemptible.id], mutex: 'count' },
    )
    expect(everyRun(both)).toMatchObject({ faults: [], stuck: [], complete: true })
  })
})
