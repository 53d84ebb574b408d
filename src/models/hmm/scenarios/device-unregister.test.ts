import { describe, expect, it } from 'vitest'
import { type MutexModel, mutexModels } from '../../../ir/program.ts'
import { columns } from '../../../testing/columns.ts'
import { everyRun } from '../../../testing/every-run.ts'
import { machineFor, play } from '../../../testing/play.ts'
import { trackRows, viewOf } from '../../../testing/view.ts'
import { synchronizeSrcu } from '../fixes.ts'
import { deviceUnregister } from './device-unregister.ts'

/** The rows of the mail, with the finer split of the last ones that the reviewer gave two days later. */
const rows = [
  {
    steps: 'b6',
    lines: [
      'value = atomic_read(v) - 1',
      'srcu_read_lock: takes srcu',
      '__mmu_notifier_release',
      '__mmu_notifier_release',
      'kref_get_unless_zero',
      'down_write: takes hmm->rwsem',
    ],
  },
  {
    steps: 'a3',
    lines: [
      'value = atomic_read(v) - 1',
      'down_write: must wait for hmm->rwsem',
      'rwsem_down_write_failed: will spin',
    ],
  },
  {
    steps: 'b4',
    lines: [
      'hlist_empty',
      'mirror = container_of(hmm->mirrors.first, struct hmm_mirror, mlist)',
      'hlist_del_init',
      'up_write: releases hmm->rwsem',
    ],
  },
  {
    steps: 'a5',
    lines: [
      'rwsem_optimistic_spin: takes hmm->rwsem',
      'hlist_unhashed',
      'up_write: releases hmm->rwsem',
      'kref_put',
      'atomic_set(v, atomic_read(v) - 1)',
    ],
  },
  {
    steps: 'b6',
    lines: [
      'kref_put',
      'device = mirror->device',
      'hmm = mirror->hmm',
      'mutex_lock: takes device->mutex',
      'list_del_init',
      'kfree(mirror)',
    ],
  },
  {
    steps: 'a2',
    lines: ['mutex_lock: must wait for device->mutex', '__mutex_lock_slowpath: will spin'],
  },
  {
    steps: 'b2',
    lines: ['mutex_unlock', '__mutex_unlock_slowpath: releases device->mutex'],
  },
  {
    steps: 'a4',
    lines: [
      'mutex_optimistic_spin: takes device->mutex',
      'list_empty',
      'mutex_unlock: releases device->mutex',
      'kfree(device)',
    ],
  },
  {
    steps: 'b',
    lines: [
      [
        'spin_lock: use after free, reads device->mutex.wait_lock.locked',
        'use after free, writes device->mutex.wait_lock.locked',
        'takes device->mutex.wait_lock',
      ].join(', '),
    ],
  },
]
const mail = rows.map(({ steps }) => steps).join('')

describe('the sequence of the mail', () => {
  const machine = machineFor(deviceUnregister)
  const played = play(machine, mail)
  const view = viewOf(machine, played)

  it('is the default run', () => {
    expect(deviceUnregister.runs[0]).toMatchObject({ id: 'mail', schedule: mail })
  })

  it('has its nine rows in order, and A waits where the mail says', () => {
    expect(
      columns(played)
        .split('\n')
        .map((line) => line.trim()),
    ).toEqual(rows.flatMap(({ lines }) => lines))
    expect(view.waits.map(({ lane, text }) => `${view.lanes[lane]?.letter}: ${text}`)).toEqual([
      'A: hmm->rwsem held by B',
      'A: device->mutex held by B',
    ])
  })

  it('returns from hmm_mirror_unregister while B still holds the mirror, and frees the device', () => {
    const results = view.calls
      .filter(({ fn }) => fn === 'hlist_unhashed' || fn === 'hmm_device_unregister')
      .map(({ fn, result }) => `${fn}: ${result}`)
    expect(results).toEqual(['hlist_unhashed: 1', 'hmm_device_unregister: 0'])
    const unregister = view.calls.find(({ fn }) => fn === 'hmm_mirror_unregister')
    expect(unregister?.to).toBe(17)
  })

  it('shows on the tracks who owns what: rwsem, mutex, mirror, hmm, then four lifetimes', () => {
    const shown = trackRows(view)
    const steps = [1, 9, 13, 14, 18, 19, 24, 26, 27, 28, 29, 31, 32, 33]
    expect(steps.map((step) => shown[step - 1])).toEqual([
      '1 B .      .      2      1      |      |      |      |',
      '9 A B      .      2      2      |      |      |      |',
      '13 B B+A    .      2      2      |      |      |      |',
      '14 A A      .      2      2      |      |      |      |',
      '18 A .      .      1      2      |      |      |      |',
      '19 B .      .      0      2      |      |      |      |',
      '24 B .      B      0      2      x      |      |      |',
      '26 A .      B      0      2      x      |      |      |',
      '27 B .      B+A    0      2      x      |      |      |',
      '28 B .      B+A    0      2      x      |      |      |',
      '29 A .      A(B)   0      2      x      |      |      |',
      '31 A .      A(B)   0      2      x      |      |      |',
      '32 A .      (B)    0      2      x      |      x      |',
      '33 B .      (B)    0      2      x      |      !      |',
    ])
  })

  it('ends in the use after free on the mutex by B', () => {
    expect(view.violations).toMatchObject([
      {
        kind: 'use-after-free',
        lane: 1,
        at: 32,
        object: 'device',
        field: 'mutex.wait_lock.locked',
        related: 31,
      },
    ])
  })

  it('cannot go on where the mutex is released in one step: A has to wait for B', () => {
    const ideal = play(machineFor(deviceUnregister, { fixes: [], mutex: 'ideal' }), mail)
    expect(ideal).toMatchObject({ faults: [], stopped: 'A blocked on device->mutex held by B' })
  })

  it('cannot go on with the proposed fix: A has to wait for the notifier', () => {
    const variant = { fixes: [synchronizeSrcu.id], mutex: 'count' } as const
    const fixed = play(machineFor(deviceUnregister, variant), mail)
    expect(fixed).toMatchObject({
      faults: [],
      stopped: 'A blocked on a grace period for B',
    })
    expect(fixed.run.steps).toHaveLength(17)
  })
})

describe('every run', () => {
  const races: readonly MutexModel[] = ['count', 'owner']

  it.each(mutexModels)('with the mutex model %s', (mutex) => {
    const found = everyRun(machineFor(deviceUnregister, { fixes: [], mutex }))
    expect(found).toMatchObject({ races: [], stuck: [], complete: true })
    expect(found.faults.length > 0).toBe(races.includes(mutex))
    for (const fault of found.faults) expect(fault).toContain('use after free')
    for (const fault of found.faults) expect(fault).toContain('device->mutex.wait_')
  })

  it.each(mutexModels)('with the proposed fix and the mutex model %s', (mutex) => {
    const found = everyRun(machineFor(deviceUnregister, { fixes: [synchronizeSrcu.id], mutex }))
    expect(found).toMatchObject({ faults: [], races: [], stuck: [], complete: true })
  })

  it('leaves the hmm with the reference of mirror->hmm, and the mm with that of the notifier', () => {
    const watched = ['hmm->kref.refcount', 'mm->mm_count.counter']
    expect(everyRun(machineFor(deviceUnregister), watched).outcomes).toEqual([
      'hmm->kref.refcount=1 mm->mm_count.counter=1',
    ])
  })
})
