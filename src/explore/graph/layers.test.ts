import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placesInLayers } from './layers.ts'

const usual = (layer: number) => ({ layer, weight: 1 })

describe('places in layers', () => {
  it('set a chain straight', () => {
    const x = placesInLayers([0, 1, 2].map(usual), [
      [0, 1],
      [1, 2],
    ])
    expect([...x]).toEqual([0, 0, 0])
  })

  it('set a diamond symmetrically', () => {
    const x = placesInLayers([0, 1, 1, 2].map(usual), [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
    ])
    expect([...x].map((each) => Math.round(each * 100) / 100)).toEqual([0.5, 0, 1, 0.5])
  })

  it('uncross what need not cross', () => {
    const x = placesInLayers([0, 0, 1, 1].map(usual), [
      [0, 3],
      [1, 2],
    ])
    expect(Math.sign((x[0] ?? 0) - (x[1] ?? 0))).toBe(Math.sign((x[3] ?? 0) - (x[2] ?? 0)))
  })

  it('keep the nodes of a layer apart, whatever is tied to what', () => {
    const graph = fc.record({
      layers: fc.array(fc.nat(5), { minLength: 1, maxLength: 30 }),
      ties: fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 60 }),
    })
    fc.assert(
      fc.property(graph, ({ layers, ties }) => {
        const known = ties.filter(([from, to]) => from < layers.length && to < layers.length)
        const x = placesInLayers(layers.map(usual), known)
        for (const layer of new Set(layers)) {
          const row = layers.flatMap((each, node) => (each === layer ? [x[node] ?? 0] : []))
          row.sort((one, other) => one - other)
          for (const [i, at] of row.entries())
            if (i > 0) expect(at - (row[i - 1] ?? 0)).toBeGreaterThanOrEqual(1 - 1e-6)
        }
        expect(Math.min(...x)).toBeCloseTo(0)
      }),
    )
  })
})
