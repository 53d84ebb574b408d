import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../../../trace/fixture-run.ts'
import { isUnsafe } from './carrier.ts'
import { exportText, textDefaults, type TextOptions } from './export.ts'

const race = fixtureRun(
  `
  A close                               | B lookup
  close() {                             |
                                        | lookup(id) {
                                        | @spin_lock(&table->lock) {
                                        | count-- ; takes table->lock
                                        | }
  ~ table->lock held by B               |
                                        | dev = find(id)
                                        | @spin_unlock(&table->lock) {
                                        | count++ ; releases table->lock
                                        | }
  @dev_put(dev) {                       |
  refcount_dec_and_test(&dev->ref) ; dev ref: 1 → 0 |
  } 1                                   |
  kfree(dev) ; frees dev                |
                                        | dev_get(dev) ; ✗ use-after-free dev
                                        | after = 1
  `,
  { tracks: [{ kind: 'refcount', label: 'dev ref', initial: 1 }] },
)

const text = (options: Partial<TextOptions> & Pick<TextOptions, 'variant'>) =>
  exportText(race, { ...textDefaults, link: undefined, ...options })

describe('a run as text', () => {
  it('is a table between two sentences in a commit message, and ends with the bug', () => {
    expect(text({ variant: 'commit' })).toMatchInlineSnapshot(`
      "Thread A (close) runs against thread B (lookup).

      Initially: dev ref == 1.

      Thread A (close)                        Thread B (lookup)
      ----------------                        -----------------
                                              lookup()
                                                spin_lock(&table->lock);
      // blocked on table->lock
                                                dev = find(id);
                                                spin_unlock(&table->lock);
      close()
        dev_put(dev);
            // ref 1 -> 0; returns 1
        kfree(dev);  // frees dev
                                                dev_get(dev);
                                                        ^^^
                                                use after free: dev

      Thread A frees dev in close() while thread B is still inside lookup(),
      which goes on to use it.
      "
    `)
  })

  it('names columns after CPUs where that is wanted, without a rule', () => {
    expect(text({ variant: 'commit', labels: 'cpus', prose: false })).toMatchInlineSnapshot(`
      "CPU0                                    CPU1
                                              lookup()
                                                spin_lock(&table->lock);
      // blocked on table->lock
                                                dev = find(id);
                                                spin_unlock(&table->lock);
      close()
        dev_put(dev);
            // ref 1 -> 0; returns 1
        kfree(dev);  // frees dev
                                                dev_get(dev);
                                                        ^^^
                                                use after free: dev
      "
    `)
  })

  it('is indented by tabs in a comment, with the leader counted', () => {
    expect(text({ variant: 'comment', prose: false })).toMatchInlineSnapshot(`
      "/*
       * Thread A (close)                     Thread B (lookup)
       * ----------------                     -----------------
       *					lookup()
       *					  spin_lock(&table->lock);
       * // blocked on table->lock
       *					  dev = find(id);
       *					  spin_unlock(&table->lock);
       * close()
       *   dev_put(dev);
       *	 // ref 1 -> 0; returns 1
       *   kfree(dev);  // frees dev
       *					  dev_get(dev);
       *						  ^^^
       *					  use after free: dev
       */
      "
    `)
    expect(text({ variant: 'comment', tabs: false })).not.toContain('\t')
  })

  it('is a literal block in a document', () => {
    expect(text({ variant: 'rst' })).toContain('\n::\n\n    Thread A')
  })

  it('names the address of the run where there is one', () => {
    const link = 'https://heddle.test/#/x?run=ab'
    expect(text({ variant: 'mail', link })).toMatch(/\n\nhttps:\S+run=ab\n$/)
  })
})

describe('what git would take for something else', () => {
  it.each([
    '---',
    '--- a/file',
    '--- ---',
    'diff --git a b',
    'Index: x',
    'From me',
    '#define X',
    'Fixes: 12',
    'Acked-by: A',
  ])('%s is unsafe at the left edge', (line) => expect(isUnsafe(line)).toBe(true))

  it.each(['----', '---    ---', ' ---', 'Initially: x == 1', 'fn()', 'from'])(
    '%s is safe',
    (line) => expect(isUnsafe(line)).toBe(false),
  )
})
