import { describe, expect, it } from 'vitest'
import { fixtureRun } from './fixture-run.ts'
import { layoutRows } from './rows.ts'
import { dumpRows } from './rows-dump.ts'
import { autoFolds, foldAll, toggleFold, unfoldAll } from './rows-fold.ts'

const unlock = fixtureRun(
  `
  A unload           | B exit
                     | destroy(mirror) {
                     | @mutex_lock(&m) {
                     | count-- ; takes m
                     | owner = B
                     | }
  unload() {         |
  @mutex_lock(&m) {  |
  count--            |
  ~ m held by B      |
                     | list_del(&dlist)
                     | @mutex_unlock(&m) {
                     | count = 1 ; releases m
  count-- ; takes m  |
  owner = A          |
  }                  |
  kfree(device) ; frees device |
                     | @spin_lock(&m.wait_lock) {
                     | cmpxchg(0, 1) ; ✗ use-after-free device
  `,
  { tracks: [{ kind: 'lock', label: 'm' }] },
)

describe('rows', () => {
  it('show a kernel call as one row, unless another lane ran inside it', () => {
    expect(dumpRows(unlock, autoFolds)).toMatchInlineSnapshot(`
      "    | A                              | B
          |                                |   destroy(mirror)
      1-2 |                                | + mutex_lock(&m) [takes m]
          |   unload()                     |
          | v mutex_lock(&m)               |
      3   | :   count--                    |
      4   | ~ m held by B                  |   list_del(&dlist)
          | ~                              | v mutex_unlock(&m)
      5   | ~                              | :   count = 1 [releases m]
      6   | :   count-- [takes m]          | :
      7   | :   owner = A                  | :
      8   |   kfree(device) [frees device] | :
      9   |                                | : + spin_lock(&m.wait_lock) ✗"
    `)
  })

  it('show every step when all calls are open', () => {
    expect(dumpRows(unlock, unfoldAll)).toMatchInlineSnapshot(`
      "  | A                              | B
        |                                |   destroy(mirror)
        |                                | v mutex_lock(&m)
      1 |                                | :   count-- [takes m]
      2 |                                | :   owner = B
        |   unload()                     |
        | v mutex_lock(&m)               |
      3 | :   count--                    |
      4 | ~ m held by B                  |   list_del(&dlist)
        | ~                              | v mutex_unlock(&m)
      5 | ~                              | :   count = 1 [releases m]
      6 | :   count-- [takes m]          | :
      7 | :   owner = A                  | :
      8 |   kfree(device) [frees device] | :
        |                                | : v spin_lock(&m.wait_lock)
      9 |                                | : :   cmpxchg(0, 1) ✗"
    `)
  })

  it('show each uninterrupted piece of a folded call, later ones as continued', () => {
    expect(dumpRows(unlock, foldAll)).toMatchInlineSnapshot(`
      "    | A                              | B
          |                                |   destroy(mirror)
      1-2 |                                | + mutex_lock(&m) [takes m]
          |   unload()                     |
      3   | + mutex_lock(&m)               |
      4   | ~ m held by B                  |   list_del(&dlist)
      5   | ~                              | + mutex_unlock(&m) [releases m]
      6-7 | + … mutex_lock(&m) [takes m]   |
      8   |   kfree(device) [frees device] |
      9   |                                | + … mutex_unlock(&m) ✗"
    `)
  })

  it('name a call above its first visible row only', () => {
    const named = layoutRows(unlock, unfoldAll).flatMap(({ heads }) => heads.map(({ key }) => key))
    expect(named).toEqual(['B:1', 'B:2', 'A:1', 'A:2', 'B:3', 'B:4'])
  })

  it('show the outermost folded call when several are folded', () => {
    const run = fixtureRun(`
      A one
      work() {
      @down_write(&sem) {
      @spin_lock(&sem.wait_lock) {
      cmpxchg(0, 1) ; takes sem.wait_lock
      } 1
      count-- ; takes sem
      @spin_unlock(&sem.wait_lock) {
      store(0) ; releases sem.wait_lock
      }
      } 0
      return
    `)
    expect(dumpRows(run, autoFolds)).toMatchInlineSnapshot(`
      "    | A
          |   work()
      1-3 | + down_write(&sem) [takes sem] [→ 0]
      4   |   return"
    `)
    const open = toggleFold(run, autoFolds, 'A:2')
    expect(dumpRows(run, open)).toMatchInlineSnapshot(`
      "  | A
        |   work()
        | v down_write(&sem)
      1 | : + spin_lock(&sem.wait_lock) [takes sem.wait_lock] [→ 1]
      2 | :   count-- [takes sem]
      3 | : + spin_unlock(&sem.wait_lock) [releases sem.wait_lock]
      4 |   return"
    `)
    expect(dumpRows(run, toggleFold(run, open, 'A:2'))).toBe(dumpRows(run, autoFolds))
  })

  it('keep what the user chose when the tail of the schedule changes', () => {
    const folds = toggleFold(unlock, autoFolds, 'B:3')
    const shorter = fixtureRun(`
      A unload           | B exit
                         | destroy(mirror) {
                         | @mutex_lock(&m) {
                         | count--
                         | }
                         | list_del(&dlist)
                         | @mutex_unlock(&m) {
                         | count = 1
      unload() {         |
      kfree(device)      |
    `)
    expect(dumpRows(shorter, folds)).toMatchInlineSnapshot(`
      "  | A               | B
        |                 |   destroy(mirror)
      1 |                 | + mutex_lock(&m)
      2 |                 |   list_del(&dlist)
      3 |                 | + mutex_unlock(&m)
        |   unload()      |
      4 |   kfree(device) |"
    `)
  })

  it('keep a wait until its lane runs again, or until the end', () => {
    const rows = layoutRows(unlock, autoFolds)
    const waiting = rows.flatMap((row, index) => (row.lanes[0]?.wait === 0 ? [index] : []))
    expect(waiting).toEqual([2, 3])
    expect(rows[2]?.waits).toEqual([0])
    expect(rows[3]?.waits).toEqual([])
  })

  it('of an empty run are none', () => {
    expect(layoutRows(fixtureRun('A one | B two'), autoFolds)).toEqual([])
  })
})
