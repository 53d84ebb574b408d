/** What orders the steps, drawn as arrows from lane to lane; racing pairs as lines without direction. */

import { memo, useEffect, useId, useMemo } from 'react'
import type { StepIndex } from '../../src/trace/view.ts'
import type { EdgeKind } from '../../src/worker/order-protocol.ts'
import type { OverProps, Sheet } from '../diagram/Diagram.tsx'
import { needEdges } from '../store/order.ts'
import { secondStep, shownEdges, stepInFocus } from '../store/order-state.ts'
import { stepBottom, stepTop } from '../diagram/geometry.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { edgeShapes } from './edge-shapes.ts'
import './why.css'

export const kindNames: Readonly<Record<EdgeKind, string>> = {
  spawn: 'start',
  lock: 'unlock → lock',
  wake: 'wake-up',
  grace: 'grace period',
  race: 'race',
}

export const OrderEdges = memo(function OrderEdges({ run, sheet }: OverProps) {
  const app = useApp()
  const id = useId()
  const edges = useFact(shownEdges)
  const step = useFact(stepInFocus)
  const areAll = useFact(({ order }) => order.shown === 'all')
  const { geometry, columns, shown, header } = sheet
  const isShown = useFact(({ order }) => order.shown !== 'none')
  useEffect(() => {
    if (isShown) void needEdges(app)
  }, [app, run, isShown])
  const wanted = useMemo(
    () => (areAll ? edges : edges.filter(({ from, to }) => from === step || to === step)),
    [areAll, edges, step],
  )
  const second = useFact(secondStep)
  const shapes = edgeShapes(run, wanted, { geometry, columns, shown })
  return (
    <svg
      className="order-edges"
      aria-hidden="true"
      style={{ top: header, width: columns.tracksLeft, height: geometry.height }}
    >
      <defs>
        <marker
          id={`${id}-head`}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path d="M 0 0.5 L 8 4 L 0 7.5 z" className="order-head" />
        </marker>
        <marker
          id={`${id}-race`}
          viewBox="0 0 8 8"
          refX="4"
          refY="4"
          markerWidth="8"
          markerHeight="8"
        >
          <path d="M 1 1 L 7 7 M 7 1 L 1 7" className="order-cross" />
        </marker>
      </defs>
      {second !== undefined && <Second sheet={sheet} step={second} />}
      {shapes.map(({ edge, path, x, y }) => {
        const isRace = edge.kind === 'race'
        const isNear = edge.from === step || edge.to === step
        return (
          <g key={`${edge.from} ${edge.to}`} className={`order-edge is-${edge.kind}`}>
            <path className="order-halo" d={path} />
            <path
              className="order-line"
              d={path}
              markerStart={isRace ? `url(#${id}-race)` : undefined}
              markerEnd={isRace ? `url(#${id}-race)` : `url(#${id}-head)`}
            />
            {isNear && (
              <text x={x} y={y}>
                {kindNames[edge.kind]}
              </text>
            )}
            <title>{edge.text}</title>
          </g>
        )
      })}
    </svg>
  )
})

/** The second one of two steps that are compared. */
function Second({ sheet, step }: { readonly sheet: Sheet; readonly step: StepIndex }) {
  const { geometry, columns } = sheet
  const top = stepTop(geometry, step)
  const height = stepBottom(geometry, step) - top
  return (
    <rect
      className="order-second"
      x={1}
      y={top}
      width={columns.tracksLeft - 2}
      height={height}
      rx={4}
    />
  )
}
