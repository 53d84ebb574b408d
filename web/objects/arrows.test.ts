import { describe, expect, it } from 'vitest'
import { arrowsOf } from './arrows.ts'
import { boxSize, placesOf } from './layout.ts'
import { boxesOf, shapesOf } from './rows.ts'
import { recorded } from './testing.ts'

describe('the arrows between objects', () => {
  const { heap, run } = recorded('hmm/device-unregister')
  const shapes = shapesOf(heap, false)
  const places = placesOf(heap, shapes)
  const boxesAt = boxesOf(heap, shapes, run.lanes)
  const nameOf = (object: number) => heap.objects[object]?.name

  it('say where the last step of the mail leads to: freed memory that threads point to', () => {
    const boxes = boxesAt(run.steps.length)
    const device = boxes.find(({ name }) => name === 'device')
    expect(device).toMatchObject({ status: 'freed', note: 'freed by A at 32' })
    const to = arrowsOf(boxes, places).filter((arrow) => arrow.to === device?.object)
    expect(to.map(({ from, tone, isDangling }) => [nameOf(from), tone, isDangling])).toEqual(
      expect.arrayContaining([
        ['B', 'dangling', true],
        ['mirror', 'gone', true],
      ]),
    )
  })

  it('are one for each pointer to another object that is drawn, none from one not yet there', () => {
    const boxes = boxesAt(0)
    const pointers = boxes.flatMap(({ object, status, rows }) =>
      status === 'absent'
        ? []
        : rows.filter(
            ({ target }) =>
              target !== undefined && target.object !== object && places.has(target.object),
          ),
    )
    const arrows = arrowsOf(boxes, places)
    expect(arrows).toHaveLength(pointers.length)
    expect(new Set(arrows.map(({ key }) => key)).size).toBe(arrows.length)
  })

  it('go from the row of the pointer to the head of the box that it leads to', () => {
    const boxes = boxesAt(run.steps.length)
    const device = boxes.find(({ name }) => name === 'device')
    const thread = boxes.find(({ name, kind }) => name === 'B' && kind === 'thread')
    const [start, end] = [places.get(thread?.object ?? -1), places.get(device?.object ?? -1)]
    if (start === undefined || end === undefined) throw new Error('not placed')
    const row = thread?.rows.findIndex(({ target }) => target?.object === device?.object) ?? -1
    expect(row).toBeGreaterThanOrEqual(0)
    const arrow = arrowsOf(boxes, places).find(
      ({ from, to }) => from === thread?.object && to === device?.object,
    )
    const numbers = arrow?.path.match(/-?[\d.]+/g)?.map(Number) ?? []
    expect(numbers.slice(0, 2)).toEqual([
      start.x + start.width,
      start.y + boxSize.head + (row + 0.5) * boxSize.row,
    ])
    expect(numbers.slice(-2)).toEqual([end.x, end.y + boxSize.head / 2])
  })
})
