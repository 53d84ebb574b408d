/** Edges between steps as curves in the coordinates of the diagram's rows. */

import type { RunView, StepIndex } from '../../src/trace/view.ts'
import type { EdgeView } from '../../src/worker/order-protocol.ts'
import type { Columns } from '../diagram/columns.ts'
import type { CssPixels, Geometry } from '../diagram/geometry.ts'
import { stepBottom, stepTop } from '../diagram/geometry.ts'
import type { Shown } from '../diagram/track-shapes.ts'

export interface EdgeShape {
  readonly edge: EdgeView
  readonly path: string
  /** Where the label stands. */
  readonly x: CssPixels
  readonly y: CssPixels
}

/** How far a curve goes out of its lane before it turns. */
const bend: CssPixels = 34
/** Between the ends of an edge and the border of the lane. */
const inset: CssPixels = 24

/** Those of which something is in view. Steps of one folded call share their row. */
export function edgeShapes(
  run: RunView,
  edges: readonly EdgeView[],
  { geometry, columns, shown }: { geometry: Geometry; columns: Columns; shown: Shown },
): readonly EdgeShape[] {
  return edges.flatMap((edge) => {
    const from = middle(geometry, edge.from)
    const to = middle(geometry, edge.to)
    if (Math.max(from, to) < shown.top || Math.min(from, to) > shown.bottom) return []
    const left = columnOf(run, columns, edge.from)
    const right = columnOf(run, columns, edge.to)
    if (left === undefined || right === undefined) return []
    const isRightward = left < right
    const start = isRightward ? left + columns.laneWidth - inset : left + inset
    const end = isRightward ? right + inset : right + columns.laneWidth - inset
    const turn = isRightward ? bend : -bend
    const path = `M ${start} ${from} C ${start + turn} ${from} ${end - turn} ${to} ${end} ${to}`
    return [{ edge, path, x: (start + end) / 2, y: (from + to) / 2 }]
  })
}

function middle(geometry: Geometry, step: StepIndex): CssPixels {
  return (stepTop(geometry, step) + stepBottom(geometry, step)) / 2
}

function columnOf(run: RunView, { lanes }: Columns, step: StepIndex): CssPixels | undefined {
  return lanes.find(({ lane }) => lane === run.steps[step]?.lane)?.left
}
