/** The graph of states as it is drawn: searched, cut to what can be looked at, named and placed. */

import { placesInLayers } from '../explore/graph/layers.ts'
import { around, type NodeIndex, StateGraph } from '../explore/graph/state-graph.ts'
import { laneStatus, pcOf, statusOf, visiblePc } from '../machine/machine.ts'
import { codeText } from '../trace/steps.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { failureName } from './failure-name.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { HeddleError } from './protocol.ts'
import { readSchedule } from './replay.ts'
import { letterOf, scheduleText } from './schedule-text.ts'
import type { FromStates, GraphEdge, GraphNode, StatesJob } from './states-protocol.ts'

/** States beyond which none is searched: so many more could not be looked at anyway. */
const mostSearched = 50_000

/** CSS pixels at zoom 1. */
export const nodeGap = { x: 44, y: 46 } as const

/** The run is to be a line, or nearly. */
const pathWeight = 50

export interface StatesTask {
  /** Goes on for a while; true when there is nothing more to do. */
  readonly advance: () => boolean
  readonly found: () => number
  readonly result: () => FromStates
}

export function graphTask(
  job: StatesJob & { readonly kind: 'graph' },
): Result<StatesTask, HeddleError> {
  const prepared = prepare(job.scenario, job.variant)
  if (!prepared.ok) return prepared
  const entries = readSchedule(prepared.value, job.schedule)
  if (!entries.ok) return fail(entries.error)
  const graph = new StateGraph(prepared.value.machine, mostSearched)
  return ok({
    advance: () => graph.advance(100),
    found: () => graph.size - graph.wrong,
    result: () => {
      const path = graph.pathOf(entries.value)
      return { kind: 'graph', view: viewOf(prepared.value, graph, path, job.most) }
    },
  })
}

function viewOf(
  prepared: Prepared,
  graph: StateGraph,
  path: readonly NodeIndex[],
  most: number,
): (FromStates & { readonly kind: 'graph' })['view'] {
  const isAll = graph.size <= most
  const all = Array.from({ length: graph.size }, (_, node) => node)
  const near = isAll ? undefined : around(graph.size, graph.steps, path, most)
  const shown = near?.nodes ?? all
  const indexOf = new Map(shown.map((node, index) => [node, index]))
  const edges = edgesOf(prepared, graph, indexOf)
  const onPath = new Set(path)
  const x = placesInLayers(
    shown.map((node) => ({
      layer: graph.depthOf(node),
      weight: onPath.has(node) ? pathWeight : 1,
    })),
    edges.map(({ from, to }) => [from, to]),
  )
  const nodes = shown.map((node, index) =>
    nodeView(prepared, graph, node, (x[index] ?? 0) * nodeGap.x),
  )
  return {
    nodes,
    edges,
    path: path.flatMap((node) => indexOf.get(node) ?? []),
    states: graph.size - graph.wrong,
    wrong: graph.wrong,
    steps: graph.steps.length,
    isWhole: graph.isWhole,
    within: near?.within,
    width: Math.max(...nodes.map((node) => node.x)) + nodeGap.x,
    height: Math.max(...nodes.map((node) => node.y)) + nodeGap.y,
  }
}

function edgesOf(
  { machine }: Prepared,
  { steps }: StateGraph,
  indexOf: ReadonlyMap<NodeIndex, number>,
): readonly GraphEdge[] {
  const withChoice = new Set(
    steps.flatMap(({ from, lane, choice }) => (choice > 0 ? [`${from} ${lane}`] : [])),
  )
  return steps.flatMap(({ from, to, lane, choice }) => {
    const [start, end] = [indexOf.get(from), indexOf.get(to)]
    if (start === undefined || end === undefined) return []
    const letter = letterOf(machine, lane)
    const step = withChoice.has(`${from} ${lane}`) ? `${letter}${choice}` : letter
    return [{ from: start, to: end, step }]
  })
}

function nodeView(prepared: Prepared, graph: StateGraph, node: NodeIndex, x: number): GraphNode {
  const { machine } = prepared
  const depth = graph.depthOf(node)
  const end = graph.endOf(node)
  return {
    x: Math.round(x * 10) / 10,
    y: depth * nodeGap.y,
    depth,
    kind: end.kind,
    text:
      end.kind === 'failed' ? failureName(machine, end.failure) : standText(prepared, graph, node),
    hasRace: graph.hasRace(node),
    schedule: scheduleText(machine, graph.wayTo(node)),
  }
}

/** `A: kfree(device) · B: spin_lock(&lock->wait_lock)` */
function standText({ machine, listing }: Prepared, graph: StateGraph, node: NodeIndex): string {
  const state = graph.stateOf(node)
  const stands = machine.lanes.slice(0, machine.setupLane).flatMap((lane, id) => {
    if (statusOf(machine, state, id) !== laneStatus.running) return []
    const pc = visiblePc(lane, pcOf(machine, state, id))
    return [`${lane.letter}: ${codeText(lane, pc, listing).text}`]
  })
  return stands.length === 0 ? 'all have finished' : stands.join(' · ')
}
