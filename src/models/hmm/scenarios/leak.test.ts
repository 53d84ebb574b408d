import { describe, expect, it } from 'vitest'
import { mutexModels } from '../../../ir/program.ts'
import { everyRun } from '../../../testing/every-run.ts'
import { machineFor, play } from '../../../testing/play.ts'
import { viewOf } from '../../../testing/view.ts'
import { synchronizeSrcu } from '../fixes.ts'
import { leak } from './leak.ts'

const machine = machineFor(leak)
const reports = (schedule: string): readonly string[] =>
  viewOf(machine, play(machine, schedule)).violations.map(({ kind, text }) => `${kind}: ${text}`)

describe('one process that registers, unregisters and exits', () => {
  it('leaks hmm and mm, by references that the report names', () => {
    expect(reports(leak.runs[0]?.schedule ?? '')).toEqual([
      'leak: mm is never freed: the reference “a registered notifier (mmu_notifier_register)”, taken by A at step 17, is never dropped',
      'leak: hmm is never freed: the reference “mirror->hmm, taken in hmm_mirror_register”, taken by A at step 13, is never dropped',
    ])
  })

  it('leaks nothing when there is no memory for an hmm: -ENOMEM undoes everything', () => {
    const failed = play(machine, 'a10a.1a19')
    expect(failed).toMatchObject({ faults: [], stopped: undefined })
    expect(viewOf(machine, failed)).toMatchObject({
      violations: [],
      end: { kind: 'complete' },
    })
    const register = viewOf(machine, failed).calls.find(({ fn }) => fn === 'hmm_mirror_register')
    expect(register?.result).toBe('-ENOMEM')
  })

  it.each(mutexModels)('has no other outcome with the mutex model %s', (mutex) => {
    for (const fixes of [[], [synchronizeSrcu.id]]) {
      const found = everyRun(machineFor(leak, { fixes, mutex }), [
        'hmm->kref.refcount',
        'mm->mm_count.counter',
      ])
      expect(found).toMatchObject({ faults: [], races: [], stuck: [], complete: true })
      expect(found.outcomes).toEqual([
        'hmm->kref.refcount=0 mm->mm_count.counter=0',
        'hmm->kref.refcount=1 mm->mm_count.counter=1',
      ])
    }
  })
})
