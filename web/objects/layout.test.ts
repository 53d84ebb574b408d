import { describe, expect, it } from 'vitest'
import { scenarios } from '../../src/models/catalogue.ts'
import { placesOf } from './layout.ts'
import { type Direction, nearest } from './nearest.ts'
import { shapesOf } from './rows.ts'
import { recorded } from './testing.ts'

describe('the places of objects', () => {
  it('are for all of them, none over another, at every scenario', () => {
    for (const { id } of scenarios) {
      const each = recorded(id)
      const all = [...placesOf(each.heap, shapesOf(each.heap, true)).values()]
      for (const [i, one] of all.entries())
        for (const other of all.slice(i + 1)) {
          const isApart =
            one.x + one.width <= other.x ||
            other.x + other.width <= one.x ||
            one.y + one.height <= other.y ||
            other.y + other.height <= one.y
          expect(isApart).toBe(true)
        }
    }
  })

  it('lead by arrow keys from every object to every other', () => {
    const { heap } = recorded('hmm/device-unregister')
    const places = placesOf(heap, shapesOf(heap, false))
    const directions: readonly Direction[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']
    const [first = -1] = places.keys()
    const reached = new Set([first])
    for (const at of reached)
      for (const direction of directions) {
        const next = nearest(places, at, direction)
        if (next !== undefined) reached.add(next)
      }
    expect(reached.size).toBe(places.size)
  })
})
