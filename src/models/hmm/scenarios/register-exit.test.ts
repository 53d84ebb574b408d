import { describe, expect, it } from 'vitest'
import { everyRun } from '../../../testing/every-run.ts'
import { machineFor, play } from '../../../testing/play.ts'
import { viewOf } from '../../../testing/view.ts'
import { synchronizeSrcu } from '../fixes.ts'
import { registerExit } from './register-exit.ts'

const late = registerExit.runs[0]?.schedule ?? ''
const watched = ['hmm->kref.refcount', 'mm->mm_count.counter']

describe('registering a mirror while another task of the mm exits', () => {
  const machine = machineFor(registerExit)
  const view = viewOf(machine, play(machine, late))

  it('keeps the other task in exit_mm until the registration is complete', () => {
    expect(view.waits.map(({ lane, text }) => `${view.lanes[lane]?.letter}: ${text}`)).toEqual([
      'B: mm->mmap_sem held by A',
      'A: hmm->rwsem held by B',
    ])
  })

  it('may call the driver back after hmm_mirror_unregister has returned', () => {
    const call = (fn: string) => view.calls.find((each) => each.fn === fn)
    const returned = call('hmm_mirror_unregister')?.to ?? Infinity
    expect(call('driver_mirror_release')?.from).toBeGreaterThan(returned)
    expect(call('driver_mirror_release')?.lane).toBe(1)
  })

  it('cannot with the proposed fix: A waits for the notifier', () => {
    const fixed = machineFor(registerExit, { fixes: [synchronizeSrcu.id], mutex: 'count' })
    expect(play(fixed, late).stopped).toBe('A blocked on a grace period for B')
  })

  it('leaks hmm and mm in every run in which registering succeeds, and breaks nothing else', () => {
    const found = everyRun(machine, watched)
    expect(found).toMatchObject({ faults: [], races: [], stuck: [], complete: true })
    expect(found.outcomes).toEqual([
      'hmm->kref.refcount=0 mm->mm_count.counter=0',
      'hmm->kref.refcount=1 mm->mm_count.counter=1',
    ])
  })
})
