/** The drawing: boxes that keep their places, and arrows between them. */

import { Controls, type NodeTypes, ReactFlow, useReactFlow, ReactFlowProvider } from '@xyflow/react'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FieldIndex, HeapIndex } from '../../src/trace/heap-view.ts'
import { ObjectActions } from './actions.ts'
import { createDraw } from './graph.ts'
import type { Place } from './layout.ts'
import { isDirection, nearest } from './nearest.ts'
import { ObjectNode } from './ObjectNode.tsx'
import type { ObjectBox } from './rows.ts'
import '@xyflow/react/dist/base.css'
import '../ui/flow.css'

const nodeTypes: NodeTypes = { object: ObjectNode }
const fit = { padding: 0.06, maxZoom: 1 } as const

export interface ObjectGraphProps {
  readonly boxes: readonly ObjectBox[]
  readonly places: ReadonlyMap<HeapIndex, Place>
  readonly lit: HeapIndex | undefined
  readonly onObject: (object: HeapIndex) => void
  readonly onField: (object: HeapIndex, field: FieldIndex) => void
}

export function ObjectGraph(props: ObjectGraphProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  )
}

function Flow({ boxes, places, lit, onObject, onField }: ObjectGraphProps) {
  const [draw] = useState(createDraw)
  const { nodes, edges } = useMemo(() => draw(boxes, places, lit), [draw, boxes, places, lit])
  const frame = useRef<HTMLDivElement>(null)
  const [wanted, setCurrent] = useState<HeapIndex>()
  const current = wanted !== undefined && places.has(wanted) ? wanted : boxes[0]?.object
  const onKey = useCallback(
    (event: KeyboardEvent, object: HeapIndex) => {
      if (!isDirection(event.key) || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      const next = nearest(places, object, event.key)
      if (next === undefined) return
      setCurrent(next)
      frame.current?.querySelector<HTMLElement>(`[data-object="${next}"]`)?.focus()
    },
    [places],
  )
  const actions = useMemo(
    () => ({ onObject, onField, onKey, current }),
    [onObject, onField, onKey, current],
  )
  return (
    <div className="object-graph" ref={frame}>
      <ObjectActions value={actions}>
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          panOnScroll={false}
          minZoom={0.15}
          maxZoom={2}
          fitView
          fitViewOptions={fit}
          zoomOnDoubleClick={false}
          aria-label="Objects and pointers"
        >
          <Controls showInteractive={false} fitViewOptions={fit} position="bottom-left" />
          <Markers />
          <FitAnew places={places} />
        </ReactFlow>
      </ObjectActions>
    </div>
  )
}

/** Another run, or other rows: everything lies elsewhere. */
function FitAnew({ places }: { readonly places: ReadonlyMap<HeapIndex, Place> }) {
  const { fitView } = useReactFlow()
  useEffect(() => {
    const soon = requestAnimationFrame(() => void fitView(fit))
    return () => cancelAnimationFrame(soon)
  }, [places, fitView])
  return undefined
}

function Markers() {
  return (
    <svg className="visually-hidden" aria-hidden="true">
      <defs>
        {['live', 'local', 'dangling', 'gone'].map((tone) => (
          <marker
            key={tone}
            id={`object-arrow-${tone}`}
            className={`object-arrow is-${tone}`}
            viewBox="0 0 10 10"
            refX="9"
            refY="5"
            markerWidth="9"
            markerHeight="9"
            markerUnits="userSpaceOnUse"
            orient="auto-start-reverse"
          >
            <path d="M0 1 9 5 0 9z" />
          </marker>
        ))}
      </defs>
    </svg>
  )
}
