import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fit, naturalWidth, shareWidth } from './columns.ts'

describe('sharing the width', () => {
  it('gives every column what it needs when there is room', () => {
    expect(shareWidth([40, 30], 90)).toEqual([40, 30])
  })

  it('takes from the wide columns only', () => {
    expect(shareWidth([20, 80, 50], 90)).toEqual([20, 35, 35])
    expect(shareWidth([20, 80, 32], 90)).toEqual([20, 38, 32])
  })

  it('keeps columns readable even when that exceeds the page', () => {
    expect(shareWidth([50, 50, 50], 30)).toEqual([16, 16, 16])
  })

  it('fills the page and no more when the columns want more', () => {
    const wanted = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(wanted, fc.integer({ min: 80, max: 200 }), (widths, page) => {
        const sum = (list: readonly number[]) => list.reduce((total, width) => total + width, 0)
        const shared = shareWidth(widths, page)
        shared.forEach((width, index) => expect(width).toBeLessThanOrEqual(widths[index] ?? 0))
        expect(sum(shared)).toBeLessThanOrEqual(page)
        if (sum(widths) > page) expect(sum(shared)).toBeGreaterThan(page - widths.length)
        else expect(shared).toEqual(widths)
      }),
    )
  })
})

describe('an item', () => {
  const item = { depth: 1, text: 'kref_put(&mirror->kref)', remark: '2 -> 1' }

  it('stands on one line where it fits', () => {
    const line = '  kref_put(&mirror->kref)  // 2 -> 1'
    expect(naturalWidth(item)).toBe(line.length)
    expect(fit(item, line.length)).toEqual([line])
  })

  it('moves its remark below, else its end as well', () => {
    expect(fit(item, 30)).toEqual(['  kref_put(&mirror->kref)', '      // 2 -> 1'])
    expect(fit(item, 20)).toEqual(['  kref_put(', '      &mirror->kref)', '      // 2 -> 1'])
  })

  it('does not let its depth eat up the column', () => {
    expect(fit({ depth: 30, text: 'f()', remark: '' }, 20)).toEqual([`${' '.repeat(10)}f()`])
  })
})
