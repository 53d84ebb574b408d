/**
 * Over the diagram while steps are dragged: what every gap between rows would mean, where they would go, and
 * beside the pointer why they cannot.
 */

import { useEffect, useMemo } from 'react'
import type { LaneIndex } from '../../src/trace/view.ts'
import type { GapView } from '../../src/worker/protocol.ts'
import type { DragLayerProps } from '../diagram/Diagram.tsx'
import { type CssPixels, type Geometry, rowAt, rowBottom, rowTop } from '../diagram/geometry.ts'
import { laneClass } from '../diagram/lane-class.ts'
import { jumpTo } from '../store/navigate.ts'
import { moveTo, prepareMove } from '../store/move-steps.ts'
import { type Block, movesOf } from '../store/reorder.ts'
import { capital } from '../store/sentences.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { blockOfGrip, gapsBetween } from './blocks.ts'
import { DragCard } from './DragCard.tsx'
import { GapMarks } from './GapMarks.tsx'
import { type Drag, useDrag } from './use-drag.ts'
import { blockName } from './words.ts'
import './drag.css'

export function DragLayer(props: DragLayerProps) {
  const { run, grip, geometry, columns, shown, header, scroller, onEnd } = props
  const app = useApp()
  const block = useMemo(() => blockOfGrip(run, grip), [run, grip])
  const moves = useFact((state) => movesOf(state, block))
  const gaps = useMemo(() => gapsBetween(geometry.rows), [geometry])
  useEffect(() => prepareMove(app, block), [app, block])
  const placeOf = ({ sheetY }: Drag): number => boundaryAt(geometry, sheetY)
  const drag = useDrag({
    scroller,
    header,
    grip,
    onDrop: (at) => {
      onEnd()
      const gap = gaps[placeOf(at)]
      if (gap !== undefined) moveTo(app, block, gap)
    },
    onPress: () => {
      onEnd()
      jumpTo(app, grip.row.to)
    },
    onCancel: onEnd,
  })
  if (drag === undefined) return undefined
  const { lane } = grip.row
  const left = columns.lanes.find((each) => each.lane === lane)?.left ?? columns.gutter
  const boundary = placeOf(drag)
  const verdict = moves?.gaps[gaps[boundary] ?? -1]
  return (
    <div
      className={`reorder-layer ${laneClass(lane)}`}
      style={{ top: header, height: geometry.height }}
    >
      <Source geometry={geometry} block={block} lane={lane} left={left} width={columns.laneWidth} />
      <Target
        top={rowTop(geometry, boundary)}
        left={left}
        width={columns.laneWidth}
        verdict={verdict}
      />
      {moves !== undefined && (
        <GapMarks
          geometry={geometry}
          gaps={gaps}
          moves={moves}
          shown={shown}
          left={left}
          width={columns.laneWidth}
        />
      )}
      <DragCard
        drag={drag}
        lane={laneClass(lane)}
        name={capital(blockName(run, block))}
        verdict={verdict}
      />
    </div>
  )
}

/** Index of the row above which a height is nearest to the row's top; the number of rows below the last. */
function boundaryAt(geometry: Geometry, y: CssPixels): number {
  const row = rowAt(geometry, y)
  const middle = (rowTop(geometry, row) + rowBottom(geometry, row)) / 2
  return y < middle ? row : row + 1
}

interface SourceProps {
  readonly geometry: Geometry
  readonly block: Block
  readonly lane: LaneIndex
  readonly left: CssPixels
  readonly width: CssPixels
}

/** Where the dragged steps stand now. */
function Source({ geometry, block, lane, left, width }: SourceProps) {
  return geometry.rows.map((row, index) =>
    row.lane === lane && row.from >= block.from && row.to <= block.to ? (
      <div
        key={row.from}
        className="reorder-source"
        style={{
          top: rowTop(geometry, index) + row.heads.length * geometry.heights.head,
          height: geometry.heights.body,
          left,
          width,
        }}
      />
    ) : undefined,
  )
}

interface TargetProps {
  readonly top: CssPixels
  readonly left: CssPixels
  readonly width: CssPixels
  readonly verdict: GapView | undefined
}

function Target({ top, left, width, verdict }: TargetProps) {
  return (
    <div
      className={`reorder-target is-${verdict?.kind ?? 'unknown'}`}
      style={{ width, transform: `translate(${left}px, ${top}px)` }}
    />
  )
}
