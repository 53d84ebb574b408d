import { describe, expect, it } from 'vitest'
import { scenarios } from '../../src/models/catalogue.ts'
import { variantOf } from '../../src/ir/variant.ts'
import { answer } from '../../src/worker/answer.ts'
import { createDraw } from './graph.ts'
import { placesOf } from './layout.ts'
import { type Direction, nearest } from './nearest.ts'
import { boxesOf, shapesOf } from './rows.ts'

/** The objects of a shipped scenario's recorded run. */
function recorded(id: string) {
  const def = scenarios.find((each) => each.id === id)
  const [first] = def?.runs ?? []
  if (def === undefined || first === undefined) throw new Error(`no run of ${id}`)
  const spec = { scenario: id, variant: variantOf(first.variant), schedule: first.schedule }
  const told = answer({ kind: 'objects', spec })
  const opened = answer({ kind: 'run', ...spec })
  if (told.kind !== 'objects' || opened.kind !== 'opened') throw new Error(JSON.stringify(told))
  return { heap: told.heap, run: opened.opened.run }
}

describe('the drawing of objects', () => {
  const { heap, run } = recorded('hmm/device-unregister')
  const shapes = shapesOf(heap, false)
  const places = placesOf(heap, shapes)
  const boxesAt = boxesOf(heap, shapes, run.lanes)
  const draw = createDraw()

  it('places all objects, none over another, at every scenario', () => {
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

  it('moves nothing from step to step, and draws anew only what changed', () => {
    const before = draw(boxesAt(22), places, undefined)
    const after = draw(boxesAt(23), places, undefined)
    const moved = after.nodes.filter((node, i) => node.position.x !== before.nodes[i]?.position.x)
    expect(moved).toEqual([])
    const anew = after.nodes.filter((node) => !before.nodes.includes(node))
    expect(anew.length).toBeGreaterThan(0)
    expect(anew.length).toBeLessThan(after.nodes.length)
  })

  it('says where the last step of the mail leads to: freed memory that threads point to', () => {
    const { nodes, edges } = draw(boxesAt(run.steps.length), places, undefined)
    const device = nodes.find(({ data }) => data.box.name === 'device')
    expect(device?.data.box).toMatchObject({ status: 'freed', note: 'freed by A at 32' })
    const dangling = edges.filter(
      ({ target, label }) => target === device?.id && label !== undefined,
    )
    const from = dangling.map(({ source }) => heap.objects[Number(source)]?.name)
    expect(from).toContain('B')
    expect(dangling.map(({ label }) => label)).toContain('dangling')
  })

  it('leads by arrow keys from every object to every other', () => {
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
