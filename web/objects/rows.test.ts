import { describe, expect, it } from 'vitest'
import { lastWrite } from '../../src/trace/heap-at.ts'
import { boxesOf, shapesOf } from './rows.ts'
import { recorded } from './testing.ts'

describe('what objects show from step to step', () => {
  const { heap, run } = recorded('hmm/device-unregister')
  const shapes = shapesOf(heap, true)
  const fresh = () => boxesOf(heap, shapes, run.lanes)

  it('is the same box wherever nothing in it changed, so that it is not drawn anew', () => {
    const boxesAt = fresh()
    const before = boxesAt(22)
    const anew = boxesAt(23).filter((box) => !before.includes(box))
    expect(anew.length).toBeGreaterThan(0)
    expect(anew.length).toBeLessThan(shapes.length / 2)
  })

  it('is the same row in a box that changed, wherever the row did not', () => {
    const boxesAt = fresh()
    const before = boxesAt(22)
    for (const [index, box] of boxesAt(23).entries()) {
      const old = before[index]
      if (old === undefined || old === box) continue
      expect(box.rows.some((row) => old.rows.includes(row))).toBe(true)
    }
  })

  it('is never out of date, wherever one comes from', () => {
    const boxesAt = fresh()
    const last = run.steps.length
    for (const cursor of [0, last, 12, 13, 11, last - 1, 1, 24]) {
      expect(boxesAt(cursor)).toEqual(fresh()(cursor))
    }
  })

  it('says which step set a field last, also where it set what was there before', () => {
    const boxesAt = fresh()
    for (let cursor = 0; cursor <= run.steps.length; cursor += 1)
      for (const { object, rows } of boxesAt(cursor))
        for (const { field, setBy } of rows) {
          const known = heap.objects[object]?.fields[field]
          expect(setBy).toBe(known && lastWrite(known, cursor))
        }
  })
})
