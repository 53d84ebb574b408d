/** The graph of states as the page looks at it: the run in it, what is tied to what, lines to draw. */

import { parseSchedule } from '../../src/share/schedule.ts'
import type { GraphNode, GraphView } from '../../src/worker/states-protocol.ts'

/** The nodes of a run, as far as they are drawn: one more than steps when all are. */
export function pathOf(view: GraphView, schedule: string): readonly number[] {
  const parsed = parseSchedule(schedule)
  if (!parsed.ok || view.nodes.length === 0) return []
  const next = new Map(view.edges.map(({ from, to, step }) => [`${from} ${step}`, to]))
  const path = [0]
  for (const { lane, choice } of parsed.value) {
    const letter = lane.toUpperCase()
    const at = path.at(-1) ?? 0
    const to = next.get(`${at} ${letter}`) ?? next.get(`${at} ${letter}${choice}`)
    if (to === undefined) break
    path.push(to)
  }
  return path
}

/** One line for all steps: thousands of elements would take longer to draw than to look at. */
export function edgeLines({ nodes, edges }: GraphView): string {
  return edges
    .map(({ from, to }) => {
      const [start, end] = [nodes[from], nodes[to]]
      return start === undefined || end === undefined ? '' : lineBetween(start, end)
    })
    .join('')
}

function lineBetween(start: GraphNode, end: GraphNode): string {
  if (start === end) return ''
  if (end.y > start.y) return `M${start.x} ${start.y}L${end.x} ${end.y}`
  // Back to an earlier state: around at the side, so that it is not taken for a way down.
  const aside = Math.max(start.x, end.x) + 22
  return `M${start.x} ${start.y}Q${aside} ${(start.y + end.y) / 2} ${end.x} ${end.y}`
}

export function pathLine({ nodes }: GraphView, path: readonly number[]): string {
  return path
    .flatMap((index, i) => {
      const node = nodes[index]
      return node === undefined ? [] : [`${i === 0 ? 'M' : 'L'}${node.x} ${node.y}`]
    })
    .join('')
}

export type Way = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

export function isWay(key: string): key is Way {
  return key === 'ArrowUp' || key === 'ArrowDown' || key === 'ArrowLeft' || key === 'ArrowRight'
}

/** Down and up along steps, those of the run first; to the sides within a depth. */
export function neighbour(
  { nodes, edges }: GraphView,
  path: readonly number[],
  from: number,
  way: Way,
): number | undefined {
  const onPath = new Set(path)
  const first = (all: readonly number[]): number | undefined =>
    all.find((node) => onPath.has(node)) ?? all[0]
  switch (way) {
    case 'ArrowDown':
      return first(edges.filter((edge) => edge.from === from).map(({ to }) => to))
    case 'ArrowUp':
      return first(edges.filter((edge) => edge.to === from).map((edge) => edge.from))
    case 'ArrowLeft':
    case 'ArrowRight':
      return beside(nodes, from, way === 'ArrowLeft' ? -1 : 1)
  }
}

function beside(nodes: readonly GraphNode[], from: number, by: -1 | 1): number | undefined {
  const here = nodes[from]
  if (here === undefined) return undefined
  let best: { readonly node: number; readonly gap: number } | undefined
  for (const [node, { x, depth }] of nodes.entries()) {
    const gap = (x - here.x) * by
    if (depth !== here.depth || gap <= 0) continue
    if (best === undefined || gap < best.gap) best = { node, gap }
  }
  return best?.node
}

export function kindText({ kind, hasRace }: GraphNode): string {
  const race = hasRace ? ', data race' : ''
  switch (kind) {
    case 'open':
      return `open${race}`
    case 'done':
      return 'final'
    case 'failed':
      return 'violation'
  }
}

/** `12 steps in, violation: use after free of device` */
export function nodeName(node: GraphNode): string {
  const depth = node.depth === 1 ? '1 step' : `${node.depth} steps`
  return `${depth} in, ${kindText(node)}: ${node.text}`
}
