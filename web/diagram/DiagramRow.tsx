/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows out of view are left out and the others are placed by hand; a table allows neither */
import { memo } from 'react'
import type { Row } from '../../src/trace/rows.ts'
import type { LaneIndex, RunView } from '../../src/trace/view.ts'
import type { Columns } from './columns.ts'
import type { CssPixels, RowHeights } from './geometry.ts'
import { ChangeTags, GripMark } from './GripMark.tsx'
import { Guides, Head } from './Head.tsx'
import { laneClass } from './lane-class.ts'
import { StepBox } from './StepBox.tsx'
import {
  letterOf,
  rowName,
  type RowState,
  span,
  violationChip,
  violationsOf,
  waitsOf,
} from './words.ts'

interface DiagramRowProps {
  readonly run: RunView
  readonly row: Row
  readonly index: number
  readonly id: string
  readonly top: CssPixels
  readonly heights: RowHeights
  readonly columns: Columns
  readonly state: RowState
  /** How much of a folded call has been executed when it is the current row; else 1. */
  readonly part: number
  readonly selected: boolean
  /** Why it is dimmed; `''`: it is not. */
  readonly beside: string
  /** What the last move has changed here, in words of `Change`; `''` for nothing. */
  readonly changes: string
  /** Shows a grip. */
  readonly movable: boolean
  /** Was looked up. */
  readonly hit: boolean
}

/** Left and right of a lane's cell, as in diagram.css. */
const cellPadding: CssPixels = 18
const changeWidth: CssPixels = 66

/** One row. Memoised: a step of the playhead renders only the rows that it enters and leaves. */
export const DiagramRow = memo(function DiagramRow(props: DiagramRowProps) {
  const { run, row, index, id, top, heights, columns, state, selected, beside, changes } = props
  const { heads, violations } = row
  const bodyTop = heads.length * heights.head
  const classes = [
    'diagram-row',
    laneClass(row.lane),
    `is-${state}`,
    row.isSwitch ? 'is-switch' : '',
    selected ? 'is-selected' : '',
    beside === '' ? '' : 'is-beside',
    changes === '' ? '' : 'is-changed',
    props.hit ? 'is-hit' : '',
    violations.length > 0 ? 'is-violated' : '',
    row.afterViolation ? 'is-after-violation' : '',
  ]
  return (
    <div
      role="row"
      id={id}
      className={classes.filter(Boolean).join(' ')}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-label={rowName(run, row, state, beside, changes)}
      data-row={index}
      style={{ top, height: bodyTop + heights.body + violations.length * heights.violation }}
    >
      <div
        role="rowheader"
        className="diagram-number"
        style={{ width: columns.gutter, paddingTop: bodyTop, lineHeight: `${heights.body}px` }}
      >
        {row.from + 1}
        {row.to - row.from > 1 && <span className="diagram-number-to">–{row.to}</span>}
      </div>
      {columns.lanes.map(({ lane }) => (
        <div
          key={lane}
          role="gridcell"
          className="diagram-cell"
          style={{ width: columns.laneWidth }}
          title={blockedWords(run, row, lane)}
        >
          {lane === row.lane ? <OwnCell {...props} /> : <OtherCell {...props} lane={lane} />}
        </div>
      ))}
    </div>
  )
})

function OwnCell(props: DiagramRowProps) {
  const { run, row, part, heights, columns, changes, movable } = props
  const left = row.depth * columns.indent
  const tags = changes === '' ? 0 : changes.split(' ').length
  return (
    <>
      {row.heads.map((head) => (
        <Head
          key={head.key}
          head={head}
          indent={columns.indent}
          height={heights.head}
          movable={movable}
        />
      ))}
      <div className="diagram-body" style={{ height: heights.body, paddingLeft: left }}>
        <Guides count={row.depth} indent={columns.indent} />
        {movable && <GripMark left={left} call="" />}
        <StepBox
          row={row}
          part={part}
          room={columns.laneWidth - cellPadding - left - tags * changeWidth}
        />
        <ChangeTags changes={changes} />
      </div>
      {violationsOf(run, row).map((violation) => (
        <ViolationLine
          key={`${violation.kind} ${violation.text}`}
          left={columns.lanes.find(({ lane }) => lane === row.lane)?.left ?? columns.gutter}
          height={heights.violation}
          depth={row.depth}
          columns={columns}
          chip={violationChip(run, violation)}
          full={violation.text}
        />
      ))}
    </>
  )
}

function OtherCell(props: DiagramRowProps & { readonly lane: LaneIndex }) {
  const { run, row, heights, columns, lane } = props
  const wait = waitsOf(run, row).find((view) => view.lane === lane)
  const guides = row.lanes[lane]?.guides ?? 0
  return (
    <>
      {guides > 0 && (
        <span className={`diagram-idle-guides ${laneClass(lane)}`}>
          <Guides count={guides} indent={columns.indent} />
        </span>
      )}
      {wait !== undefined && (
        <span
          className="diagram-blocked"
          style={{ height: heights.body, marginLeft: guides * columns.indent }}
        >
          <span className="diagram-blocked-text">blocked: {wait.text}</span>
        </span>
      )}
    </>
  )
}

/** For every row of a wait, so that hovering anywhere on its strip tells. */
function blockedWords(run: RunView, row: Row, lane: LaneIndex): string | undefined {
  const wait = run.waits[row.lanes[lane]?.wait ?? -1]
  if (wait === undefined) return undefined
  return `${letterOf(run, lane)} is blocked: ${wait.text}, ${span(wait.from, wait.to)}`
}

interface ViolationLineProps {
  readonly left: CssPixels
  readonly height: CssPixels
  readonly depth: number
  readonly columns: Columns
  readonly chip: string
  readonly full: string
}

/** Begins below the step; a long text grows to the left until it has the width of all lanes. */
function ViolationLine({ left, height, depth, columns, chip, full }: ViolationLineProps) {
  return (
    <div className="diagram-violation" style={{ height }}>
      <span className="diagram-violation-guides" style={{ height }}>
        <Guides count={depth} indent={columns.indent} />
      </span>
      <div className="diagram-violation-line" style={{ left: 0, width: columns.tracksLeft }}>
        <span
          className="diagram-violation-space"
          style={{ flexBasis: left + depth * columns.indent }}
        />
        <span className="diagram-violation-chip" title={full}>
          {chip}
        </span>
      </div>
    </div>
  )
}
