import { describe, expect, it } from 'vitest'
import { deviceUnregister } from '../../models/hmm/scenarios/device-unregister.ts'
import { machineFor } from '../../testing/play.ts'
import { Run } from '../../machine/run.ts'
import { searchAll } from '../state-search.ts'
import { around, StateGraph } from './state-graph.ts'

const machine = machineFor(deviceUnregister)

function whole(): StateGraph {
  const graph = new StateGraph(machine, 50_000)
  while (!graph.advance(500));
  return graph
}

describe('the graph of states', () => {
  const graph = whole()
  const nodes = Array.from({ length: graph.size }, (_, node) => node)
  const wrong = nodes.filter((node) => {
    const end = graph.endOf(node)
    return end.kind === 'failed' && end.failure.kind === 'fault'
  })

  it('has the states of the search, and one for each state that a wrong step leads to', () => {
    expect(graph.isWhole).toBe(true)
    expect(graph.wrong).toBe(wrong.length)
    expect(graph.size - wrong.length).toBe(searchAll(machine).stats.states)
    expect(wrong.length).toBeGreaterThan(0)
  })

  it('has a way to each state, that the machine takes and that is as long as the state is deep', () => {
    for (const node of nodes.filter((each) => each % 37 === 0).concat(wrong)) {
      const begun = Run.begin(machine)
      if (!begun.ok) throw new Error(begun.error)
      const way = graph.wayTo(node)
      expect(way.length).toBe(graph.depthOf(node))
      for (const { lane, choice } of way) expect(begun.value.step(lane, choice).ok).toBe(true)
      expect([...begun.value.state]).toEqual([...graph.stateOf(node)])
      expect(graph.pathOf(way).at(-1)).toBe(node)
    }
  })

  it('has no step that leads deeper than by one', () => {
    const far = graph.steps.filter(({ from, to }) => graph.depthOf(to) > graph.depthOf(from) + 1)
    expect(far).toEqual([])
  })

  it('stops where it is told to', () => {
    const small = new StateGraph(machine, 100)
    while (!small.advance(10));
    expect(small.isWhole).toBe(false)
    expect(small.size).toBeLessThan(120)
  })

  it('can be cut to what is near a run', () => {
    const path = graph.pathOf(graph.wayTo(wrong[0] ?? 0))
    const near = around(graph.size, graph.steps, path, 300)
    expect(near.nodes.length).toBeLessThanOrEqual(300)
    expect(path.every((node) => near.nodes.includes(node))).toBe(true)
    expect(near.within).toBeGreaterThan(0)
    expect(around(graph.size, graph.steps, path, 1e6).nodes.length).toBe(graph.size)
  })
})
