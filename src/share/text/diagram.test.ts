import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../../trace/fixture-run.ts'
import { diagram } from './diagram.ts'

const race = fixtureRun(
  `
  A file close                          | B process exit
                                        | hmm_notifier_release(mn, mm) {
                                        | @down_write(&hmm->rwsem) {
                                        | count-- ; takes hmm->rwsem
                                        | owner = B
                                        | }
  hmm_mirror_unregister(mirror) {       |
  hmm_mirror_kill(mirror) {             |
  hmm = mirror->hmm                     |
  ~ hmm->rwsem held by B                |
                                        | hlist_del_init(&mirror->mlist)
                                        | @up_write(&hmm->rwsem) {
                                        | count++ ; releases hmm->rwsem
                                        | }
  @down_write(&hmm->rwsem) {            |
  count-- ; takes hmm->rwsem            |
  owner = A                             |
  }                                     |
  }                                     |
  @kref_put(&mirror->kref, hmm_mirror_destroy) { |
  refcount_dec_and_test(&mirror->kref) ; mirror kref: 2 → 1 |
  } 0                                   |
                                        | hmm_mirror_destroy(&mirror->kref) {
                                        | @mutex_unlock(&device->mutex) {
                                        | atomic_inc_return(&lock->count)
  kfree(device) ; frees device          |
                                        | @spin_lock(&lock->wait_lock) {
                                        | cmpxchg(&lock->locked, 0, 1) ; ✗ use-after-free device
                                        | }
                                        | list_empty(&lock->wait_list)
  `,
  { tracks: [{ kind: 'lock', label: 'hmm->rwsem' }] },
)

const text = (width: number, unfolded = false) => diagram(race, { width, unfolded }).join('\n')

describe('the diagram as text', () => {
  it('has a column per thread, folds the kernel library, and marks what blocks, counts and breaks', () => {
    expect(text(100)).toMatchInlineSnapshot(`
      "step  Thread A (file close)                                    Thread B (process exit)
            ---------------------                                    -----------------------
                                                                     hmm_notifier_release(mn, mm)
       1-2                                                             down_write(&hmm->rwsem)
            hmm_mirror_unregister(mirror)
              hmm_mirror_kill(mirror)
         3      hmm = mirror->hmm
                // blocked: hmm->rwsem held by B
         4                                                             hlist_del_init(&mirror->mlist)
         5                                                             up_write(&hmm->rwsem)
       6-7      down_write(&hmm->rwsem)
         8    kref_put(&mirror->kref, hmm_mirror_destroy)
                  // 2 -> 1; returns 0
                                                                       hmm_mirror_destroy(&mirror->kref)
                                                                         mutex_unlock(&device->mutex)
         9                                                                 atomic_inc_return(&lock->count)
        10    kfree(device)  // frees device
        11                                                                 spin_lock(&lock->wait_lock)
                                                                           ^^^^ use after free

            (After the violation: what the hardware might do.)

        12                                                                 list_empty(&lock->wait_list)"
    `)
  })

  it('shows every step when asked, and wraps where the page is narrow', () => {
    expect(text(72, true)).toMatchInlineSnapshot(`
      "step  Thread A (file close)             Thread B (process exit)
            ---------------------             -----------------------
                                              hmm_notifier_release(mn, mm)
                                                down_write(&hmm->rwsem)
         1                                        count--  // takes hmm->rwsem
         2                                        owner = B
            hmm_mirror_unregister(mirror)
              hmm_mirror_kill(mirror)
         3      hmm = mirror->hmm
                // blocked: hmm->rwsem held
                    by B
         4                                      hlist_del_init(&mirror->mlist)
                                                up_write(&hmm->rwsem)
         5                                        count++
                                                      // releases hmm->rwsem
                down_write(&hmm->rwsem)
         6        count--
                      // takes hmm->rwsem
         7        owner = A
              kref_put(&mirror->kref,
                  hmm_mirror_destroy)
         8      refcount_dec_and_test(
                    &mirror->kref)
                    // 2 -> 1
                                                hmm_mirror_destroy(
                                                    &mirror->kref)
                                                  mutex_unlock(&device->mutex)
         9                                          atomic_inc_return(
                                                        &lock->count)
        10    kfree(device)  // frees device
                                                    spin_lock(
                                                        &lock->wait_lock)
        11                                            cmpxchg(&lock->locked,
                                                          0, 1)
                                                      ^^^^ use after free

            (After the violation: what the hardware might do.)

        12                                          list_empty(
                                                        &lock->wait_list)"
    `)
  })

  it('names the function behind a pointer', () => {
    const calls = race.calls.map((call) =>
      call.fn === 'hmm_mirror_kill' ? { ...call, text: 'ops->kill(mirror)' } : call,
    )
    expect(diagram({ ...race, calls }, { width: 120, unfolded: false }).join('\n')).toContain(
      '    ops->kill(mirror)  // hmm_mirror_kill',
    )
  })

  it.each([40, 60, 80, 100, 200])('keeps to %i columns', (width) => {
    for (const line of diagram(race, { width, unfolded: true })) {
      expect(line.length).toBeLessThanOrEqual(width)
      expect(line).toBe(line.trimEnd())
    }
  })

  it('leaves out threads that never started', () => {
    const lanes = race.lanes.map((lane, index) =>
      index === 0 ? lane : { ...lane, startedAt: undefined },
    )
    expect(
      diagram({ ...race, lanes, steps: [], calls: [], waits: [] }, { width: 100, unfolded: false }),
    ).toEqual(['step  Thread A (file close)', '      ---------------------'])
  })
})
