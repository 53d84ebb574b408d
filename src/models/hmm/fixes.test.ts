import { describe, expect, it } from 'vitest'
import { printProgram } from '../../ir/print.ts'
import type { Variant } from '../../ir/program.ts'
import { everyRun } from '../../testing/every-run.ts'
import { machineFor, playOut } from '../../testing/play.ts'
import { scenarios } from '../catalogue.ts'
import {
  clearMirrorHmm,
  deviceKrefPutAfterUnlock,
  deviceKrefPutInside,
  hmmUnrefInDestroy,
  hmmUnrefInKill,
  r2Spinlock,
  r2Wait,
  readHmmInDestroy,
  srcuBarrier412,
  synchronizeSrcuInRelease,
} from './fixes.ts'
import { deviceUnregister } from './scenarios/device-unregister.ts'
import { leak } from './scenarios/leak.ts'

const variant = (...fixes: readonly { readonly id: string }[]): Variant => ({
  fixes: fixes.map(({ id }) => id),
  mutex: 'count',
})

/** What every run says, without schedules. */
function faultsOf(...fixes: readonly { readonly id: string }[]): readonly string[] {
  const { faults } = everyRun(machineFor(deviceUnregister, variant(...fixes)))
  return faults.map((fault) => fault.replace(/ \([^()]*\)$/, ''))
}

describe('the mirror’s reference to the hmm', () => {
  it('is dropped in one place: in both, it is a reference too many', () => {
    const faults = faultsOf(hmmUnrefInKill, hmmUnrefInDestroy)
    expect(faults.some((fault) => fault.startsWith('refcount'))).toBe(true)
  })

  it('cannot be dropped in hmm_mirror_destroy once mirror->hmm is NULL', () => {
    const { outcomes } = everyRun(machineFor(leak, variant(hmmUnrefInDestroy, clearMirrorHmm)), [
      'hmm->kref.refcount',
    ])
    expect(outcomes).toContain('hmm->kref.refcount=1')
  })

  it('needs no second thread to be used too late', () => {
    const { faults } = playOut(machineFor(leak, variant(hmmUnrefInKill, readHmmInDestroy)), 'AB')
    expect(faults).toEqual([])
    const late = playOut(machineFor(leak, variant(hmmUnrefInKill, readHmmInDestroy)), 'BA')
    expect(late.faults[0]).toContain('use after free, reads hmm->mm')
  })
})

describe('a kref on the device', () => {
  it('is of use only when it is put after mutex_unlock', () => {
    expect(faultsOf(deviceKrefPutAfterUnlock)).toEqual([])
    expect(faultsOf(deviceKrefPutInside)[0]).toContain('use after free, reads device->mutex')
  })
})

describe('waiting in the wrong place', () => {
  it('is waiting for oneself', () => {
    expect(faultsOf(synchronizeSrcuInRelease)).toEqual(['waits for itself on srcu'])
  })
})

describe('the next revision', () => {
  it('breaks nothing in any run, and gives hmm and mm back', () => {
    const machine = machineFor(deviceUnregister, variant(r2Spinlock, r2Wait))
    expect(everyRun(machine, ['hmm->kref.refcount', 'mm->mm_count.counter'])).toMatchObject({
      faults: [],
      races: [],
      stuck: [],
      outcomes: ['hmm->kref.refcount=0 mm->mm_count.counter=0'],
      complete: true,
    })
  })

  it('has a lock that the device of v3 has not, and a second callback', () => {
    const { lines } = printProgram(deviceUnregister.build(variant(r2Spinlock, r2Wait)))
    const text = lines.map((line) => line.text).join('\n')
    expect(text).toContain('struct hmm_device {\n\tstruct hmm_device_ops *ops;')
    expect(text).toContain('\tspinlock_t lock;\n};')
    expect(text).toContain('void (*free)(struct hmm_mirror *);')
    expect(text).not.toContain('device->mutex')
  })

  it('waits for nobody with srcu_barrier as it is since 4.12', () => {
    expect(faultsOf(r2Wait)).toEqual([])
    expect(faultsOf(r2Wait, srcuBarrier412)[0]).toContain('use after free, reads device->mutex')
  })
})

describe('every fix', () => {
  const all = [
    ...new Map(
      scenarios.flatMap(({ fixes }) => fixes.map((fix) => [fix.id, fix] as const)),
    ).values(),
  ]

  it('excludes only what exists, and mutually where both places could be patched', () => {
    for (const { id, excludes = [], needs = [] } of all) {
      for (const other of [...excludes, ...needs]) {
        expect(
          all.map((fix) => fix.id),
          `${id} names ${other}`,
        ).toContain(other)
      }
    }
  })

  it('changes the listing of some scenario that offers it', () => {
    for (const { id, needs = [] } of all) {
      const changed = scenarios.some((def) => {
        if (!def.fixes.some((fix) => fix.id === id)) return false
        const list = (fixes: readonly string[]): string =>
          printProgram(def.build({ fixes, mutex: 'count' }))
            .lines.map(({ text }) => text)
            .join('\n')
        return list([...needs, id]) !== list(needs)
      })
      expect(changed, id).toBe(true)
    }
  })
})
