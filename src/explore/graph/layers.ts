/**
 * Places the nodes of a graph of steps in layers: a layer per depth, time downwards. Steps lead from a
 * layer to the next or back, so that no layer has to be found and no step led around others; that makes
 * thousands of nodes a matter of milliseconds, where a general layout takes minutes.
 *
 * Within a layer nodes stand in the order of what they are tied to in the next one, then as near to it as
 * the order lets them (by least squares). Heavy nodes stand where they want to: a run is nearly a line.
 */

export interface LayerNode {
  readonly layer: number
  /** How much it wants to be where its neighbours are; 1 is usual. */
  readonly weight: number
}

/** Horizontal places in units of the least distance, from 0 on; as many as there are nodes. */
export function placesInLayers(
  nodes: readonly LayerNode[],
  ties: readonly (readonly [from: number, to: number])[],
): Float64Array {
  const layers = layersOf(nodes)
  const above: number[][] = nodes.map(() => [])
  const below: number[][] = nodes.map(() => [])
  for (const [from, to] of ties) {
    if ((nodes[from]?.layer ?? 0) >= (nodes[to]?.layer ?? 0)) continue
    below[from]?.push(to)
    above[to]?.push(from)
  }
  const x = new Float64Array(nodes.length)
  for (const layer of layers) spread(layer, x)
  for (let round = 0; round < 8; round++) {
    for (const layer of layers) sortLayer(layer, x, above)
    for (const layer of layers.toReversed()) sortLayer(layer, x, below)
  }
  const weights = nodes.map(({ weight }) => weight)
  for (let round = 0; round < 6; round++) {
    for (const layer of layers) settle(layer, x, above, weights)
    for (const layer of layers.toReversed()) settle(layer, x, below, weights)
  }
  const least = x.reduce((min, each) => Math.min(min, each), Number.POSITIVE_INFINITY)
  return x.map((each) => each - least)
}

function layersOf(nodes: readonly LayerNode[]): number[][] {
  const layers: number[][] = []
  for (const [node, { layer }] of nodes.entries()) {
    while (layers.length <= layer) layers.push([])
    layers[layer]?.push(node)
  }
  return layers
}

/** Side by side around 0. */
function spread(layer: readonly number[], x: Float64Array): void {
  for (const [i, node] of layer.entries()) x[node] = i - (layer.length - 1) / 2
}

function sortLayer(layer: number[], x: Float64Array, tied: readonly (readonly number[])[]): void {
  const wanted = new Map(layer.map((node) => [node, wantedAt(node, x, tied)]))
  layer.sort((one, other) => (wanted.get(one) ?? 0) - (wanted.get(other) ?? 0))
  spread(layer, x)
}

function wantedAt(node: number, x: Float64Array, tied: readonly (readonly number[])[]): number {
  const others = tied[node] ?? []
  if (others.length === 0) return x[node] ?? 0
  return others.reduce((sum, other) => sum + (x[other] ?? 0), 0) / others.length
}

interface Block {
  readonly count: number
  readonly weight: number
  /** Where the first of the block stands. */
  readonly at: number
}

/** The places in this order, at least 1 apart, whose weighted squares of distance to the wanted are least. */
function settle(
  layer: readonly number[],
  x: Float64Array,
  tied: readonly (readonly number[])[],
  weights: readonly number[],
): void {
  const blocks: Block[] = []
  for (const [i, node] of layer.entries()) {
    let block: Block = { count: 1, weight: weights[node] ?? 1, at: wantedAt(node, x, tied) - i }
    for (let last = blocks.at(-1); last !== undefined && last.at > block.at; last = blocks.at(-1)) {
      blocks.pop()
      const weight = last.weight + block.weight
      const at = (last.at * last.weight + block.at * block.weight) / weight
      block = { count: last.count + block.count, weight, at }
    }
    blocks.push(block)
  }
  let index = 0
  for (const { count, at } of blocks)
    for (let i = 0; i < count; i++, index++) {
      const node = layer[index]
      if (node !== undefined) x[node] = at + index
    }
}
