/** The arrows of the present step, under the boxes; those that lead to freed memory, over them. */

import { ViewportPortal } from '@xyflow/react'
import { memo, useContext, useMemo } from 'react'
import type { HeapIndex } from '../../src/trace/heap-view.ts'
import { type Arrow, arrowsOf, type Tone } from './arrows.ts'
import type { Place } from './layout.ts'
import { ShownObjects } from './shown.ts'

interface ArrowsProps {
  readonly places: ReadonlyMap<HeapIndex, Place>
}

/** The portal has no part in what a step changes. */
export function Arrows({ places }: ArrowsProps) {
  return (
    <ViewportPortal>
      <Lines places={places} />
    </ViewportPortal>
  )
}

function Lines({ places }: ArrowsProps) {
  const { boxes } = useContext(ShownObjects)
  const arrows = useMemo(() => arrowsOf([...boxes.values()], places), [boxes, places])
  const drawn = (isOver: boolean) =>
    arrows
      .filter(({ isDangling }) => isDangling === isOver)
      .map(({ key, tone, path, x, y }) => (
        <Line key={key} tone={tone} path={path} x={x} y={y} label={isOver ? 'dangling' : ''} />
      ))
  return (
    <>
      <svg className="flow-lines" aria-hidden="true">
        <Heads />
        {drawn(false)}
      </svg>
      <svg className="flow-lines object-arrows-over" aria-hidden="true">
        {drawn(true)}
      </svg>
    </>
  )
}

interface LineProps extends Pick<Arrow, 'tone' | 'path' | 'x' | 'y'> {
  readonly label: string
}

/** Memoised: most arrows are the same from step to step. */
const Line = memo(function Line({ tone, path, x, y, label }: LineProps) {
  return (
    <g className={`object-arrow is-${tone}`}>
      <path d={path} markerEnd={`url(#object-arrow-${tone})`} />
      {label !== '' && (
        <text x={x} y={y}>
          {label}
        </text>
      )}
    </g>
  )
})

const tones: readonly Tone[] = ['live', 'local', 'dangling', 'gone']

function Heads() {
  return (
    <defs>
      {tones.map((tone) => (
        <marker
          key={tone}
          id={`object-arrow-${tone}`}
          className={`object-arrowhead is-${tone}`}
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
  )
}
