/**
 * The drawing: boxes that keep their places, and arrows between them. The drawing library knows the places
 * only, so that a step concerns nobody but the boxes and arrows that it changes.
 */

import { Controls, type NodeTypes, ReactFlow, useReactFlow, ReactFlowProvider } from '@xyflow/react'
import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FieldIndex, HeapIndex } from '../../src/trace/heap-view.ts'
import { ObjectActions } from './actions.ts'
import { Arrows } from './Arrows.tsx'
import type { Place } from './layout.ts'
import { isDirection, nearest } from './nearest.ts'
import { type BoxNode, ObjectNode } from './ObjectNode.tsx'
import type { ObjectBox } from './rows.ts'
import { ShownObjects } from './shown.ts'
import '@xyflow/react/dist/base.css'
import '../ui/flow.css'

const nodeTypes: NodeTypes = { object: ObjectNode }
const fit = { padding: 0.06, maxZoom: 1 } as const

export interface ObjectGraphProps extends FlowProps {
  readonly boxes: readonly ObjectBox[]
  readonly lit: HeapIndex | undefined
}

interface FlowProps {
  readonly places: ReadonlyMap<HeapIndex, Place>
  readonly onObject: (object: HeapIndex) => void
  readonly onField: (object: HeapIndex, field: FieldIndex) => void
}

export function ObjectGraph({ boxes, lit, ...flow }: ObjectGraphProps) {
  const shown = useMemo(
    () => ({ boxes: new Map(boxes.map((box) => [box.object, box])), lit }),
    [boxes, lit],
  )
  return (
    <ShownObjects value={shown}>
      <ReactFlowProvider>
        <Flow {...flow} />
      </ReactFlowProvider>
    </ShownObjects>
  )
}

const Flow = memo(function Flow({ places, onObject, onField }: FlowProps) {
  const nodes = useMemo(() => [...places].map(nodeAt), [places])
  const frame = useRef<HTMLDivElement>(null)
  const [wanted, setCurrent] = useState<HeapIndex>()
  const current = wanted !== undefined && places.has(wanted) ? wanted : [...places.keys()][0]
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
          nodeTypes={nodeTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
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
          <Arrows places={places} />
          <Controls showInteractive={false} fitViewOptions={fit} position="bottom-left" />
          <FitAnew places={places} />
        </ReactFlow>
      </ObjectActions>
    </div>
  )
})

function nodeAt([object, { x, y, width, height }]: readonly [HeapIndex, Place]): BoxNode {
  return {
    id: String(object),
    type: 'object',
    position: { x, y },
    width,
    height,
    data: { object },
  }
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
