import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutText, joinLines } from './cut.ts'

describe('cutting a text into lines', () => {
  it('breaks at blanks and behind the bracket of a call', () => {
    expect(cutText('kref_put(&mirror->kref, hmm_mirror_destroy);', 24, 20)).toEqual([
      'kref_put(&mirror->kref,',
      'hmm_mirror_destroy);',
    ])
    expect(cutText('kref_put(&mirror->kref);', 20, 20)).toEqual(['kref_put(', '&mirror->kref);'])
  })

  it('breaks names only where nothing else helps', () => {
    expect(cutText('mm->mmu_notifier_mm.list.first', 20, 12)).toEqual([
      'mm->mmu_notifier_mm.',
      'list.first',
    ])
  })

  it('never ends a line at a blank that could not be told from none', () => {
    expect(cutText('ref 2 -> 1', 8, 8)).toEqual(['ref 2', '-> 1'])
  })

  it('is undone by joining, at any width', () => {
    const words = fc.array(
      fc.constantFrom(
        'a',
        'f(x);',
        '->',
        'x->y.z',
        'at',
        'end.',
        '(',
        'long_name_here',
        '_',
        '...',
      ),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (all, a, b) => {
          const text = all.join(' ')
          expect(joinLines(cutText(text, a, b))).toBe(text)
        },
      ),
    )
  })

  it('keeps to the room wherever the words allow it', () => {
    const text = 'hlist_del_init(&mirror->mlist); then up_write(&hmm->rwsem) and so on'
    for (let room = 18; room < 60; room += 1) {
      for (const line of cutText(text, room, room)) expect(line.length).toBeLessThanOrEqual(room)
    }
  })
})
