/** The graph of states: nodes in layers by depth, the run as a line through them, an overview. */

import {
  Controls,
  MiniMap,
  type Node,
  type NodeProps,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  ViewportPortal,
} from '@xyflow/react'
import { type KeyboardEvent, memo, useEffect, useMemo } from 'react'
import type { GraphNode, GraphView } from '../../src/worker/states-protocol.ts'
import { edgeLines, isWay, neighbour, nodeName, pathLine } from './graph.ts'
import '@xyflow/react/dist/base.css'
import '../ui/flow.css'

type StateNode = Node<{ readonly node: GraphNode }, 'state'>

/** CSS pixels at zoom 1. */
const size = { width: 26, height: 20 } as const

const nodeTypes: NodeTypes = {
  state: memo(function State({ data: { node } }: NodeProps<StateNode>) {
    return (
      <div
        className={`state is-${node.kind}${node.hasRace ? ' has-race' : ''}`}
        title={nodeName(node)}
      >
        {markOf(node)}
      </div>
    )
  }),
}

function markOf({ kind, depth }: GraphNode): string {
  switch (kind) {
    case 'open':
      return String(depth)
    case 'done':
      return '✓'
    case 'failed':
      return '✗'
  }
}

export interface StateFlowProps {
  readonly view: GraphView
  readonly path: readonly number[]
  /** Where the run is now, if that is drawn. */
  readonly current: number | undefined
  readonly selected: number | undefined
  readonly onSelect: (node: number) => void
  readonly onOpen: (node: number) => void
}

export function StateFlow(props: StateFlowProps) {
  const { view, path, current, selected, onSelect, onOpen } = props
  const nodes = useMemo(() => view.nodes.map(flowNode), [view])
  const press = (event: KeyboardEvent): void => {
    const from = selected ?? current ?? 0
    if (event.key === 'Enter') {
      event.preventDefault()
      onOpen(from)
    }
    if (!isWay(event.key) || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const to = neighbour(view, path, from, event.key)
    if (to !== undefined) onSelect(to)
  }
  return (
    <ReactFlowProvider>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a widget with keys of its own */}
      <div
        className="state-flow"
        role="application"
        aria-label="Graph of states: arrow keys go from state to state, Enter opens a run to it"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the same
        tabIndex={0}
        onKeyDown={press}
      >
        <ReactFlow
          nodes={nodes}
          nodeTypes={nodeTypes}
          onlyRenderVisibleElements
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          minZoom={0.04}
          maxZoom={2}
          zoomOnDoubleClick={false}
          onNodeClick={(_, { id }) => {
            onSelect(Number(id))
            onOpen(Number(id))
          }}
        >
          <Lines {...props} />
          <Follow view={view} current={current} selected={selected} />
          <Controls showInteractive={false} position="bottom-left" />
          <MiniMap
            className="state-map"
            pannable
            zoomable
            ariaLabel="Overview of the states"
            nodeClassName={(node) => (isState(node) ? `is-${node.data.node.kind}` : '')}
          />
        </ReactFlow>
      </div>
    </ReactFlowProvider>
  )
}

function isState(node: Node): node is StateNode {
  return node.type === 'state'
}

function flowNode(node: GraphNode, index: number): StateNode {
  return {
    id: String(index),
    type: 'state',
    position: { x: node.x - size.width / 2, y: node.y - size.height / 2 },
    ...size,
    data: { node },
  }
}

function Lines({ view, path, current, selected }: StateFlowProps) {
  const edges = useMemo(() => edgeLines(view), [view])
  const run = useMemo(() => pathLine(view, path), [view, path])
  const here = current === undefined ? undefined : view.nodes[current]
  const chosen = selected === undefined ? undefined : view.nodes[selected]
  return (
    <ViewportPortal>
      <svg className="flow-lines" aria-hidden="true" width={view.width} height={view.height}>
        <path className="state-steps" d={edges} />
        <path className="state-run" d={run} />
        {here !== undefined && <rect className="state-here" {...around(here, 5)} rx="8" />}
        {chosen !== undefined && <rect className="state-chosen" {...around(chosen, 9)} rx="11" />}
      </svg>
    </ViewportPortal>
  )
}

function around({ x, y }: GraphNode, by: number) {
  return {
    x: x - size.width / 2 - by,
    y: y - size.height / 2 - by,
    width: size.width + 2 * by,
    height: size.height + 2 * by,
  }
}

/** Brings what is chosen, else where the run is, into the middle. */
function Follow(props: Pick<StateFlowProps, 'view' | 'current' | 'selected'>) {
  const { view, current, selected } = props
  const { setCenter, getZoom } = useReactFlow()
  const node = view.nodes[selected ?? current ?? 0]
  useEffect(() => {
    if (node === undefined) return undefined
    const soon = requestAnimationFrame(
      () => void setCenter(node.x, node.y, { zoom: Math.max(getZoom(), 0.5) }),
    )
    return () => cancelAnimationFrame(soon)
  }, [node, setCenter, getZoom])
  return undefined
}
