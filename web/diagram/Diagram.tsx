/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows out of view are left out and the others are placed by hand; a table allows neither */
/**
 * The two-column race diagram: time downwards, one column per lane, tracks beside it on the same rows.
 *
 * A grid for assistive technology: focus stays on the grid and `aria-activedescendant` names the row,
 * so that rows out of view need not be in the document and arrow keys stay with the application.
 * Enter folds or unfolds at that row, as the buttons do for the mouse.
 */

import {
  type ComponentType,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useId,
  useMemo,
  useRef,
} from 'react'
import { placeOfCursor, rowOfStep } from '../../src/trace/rows-find.ts'
import { type CallKey, type FoldState, innermostCall } from '../../src/trace/rows-fold.ts'
import type { Row } from '../../src/trace/rows.ts'
import type { Cursor, RunView, StepIndex } from '../../src/trace/view.ts'
import { type Columns, layoutColumns } from './columns.ts'
import { DiagramHeader, headerHeight } from './DiagramHeader.tsx'
import { DiagramRow } from './DiagramRow.tsx'
import { EndNote, endNoteHeight } from './EndNote.tsx'
import {
  type CssPixels,
  type Density,
  type Geometry,
  measureRows,
  type PlayheadPlace,
  playheadPlace,
  rowHeights,
  rowsBetween,
  rowTop,
} from './geometry.ts'
import { type Grip, gripOf, isOnGrip } from './grip.ts'
import { LaneLines } from './LaneLines.tsx'
import type { Change, Changed } from '../store/reorder.ts'
import { rowsOf } from '../store/rows.ts'
import type { Shown } from './track-shapes.ts'
import { Tracks } from './Tracks.tsx'
import { useFollow } from './use-follow.ts'
import { useViewport } from './use-viewport.ts'
import { WaitStrips } from './WaitStrips.tsx'
import type { RowState } from './words.ts'
import './diagram.css'
import './grip.css'
import './tracks.css'

export interface DiagramProps {
  readonly run: RunView
  readonly cursor: Cursor
  readonly selected: StepIndex | undefined
  readonly folds: FoldState
  /** Steps that matter at the moment; undefined: none is dimmed. */
  readonly lit?: ReadonlySet<StepIndex> | undefined
  /** What is said of rows that are dimmed: `not part of the cause`. */
  readonly dimmed?: string
  /** Steps that were looked up: their rows are marked. */
  readonly hits?: ReadonlySet<StepIndex> | undefined
  /** Steps that the last move has changed, and how. */
  readonly changed?: Changed | undefined
  readonly density?: Density
  /** A grip has been pressed: of a row, or of an open call by its name. Left out: there are no grips. */
  readonly onGrab?: ((grip: Grip) => void) | undefined
  /** The pointer is over a grip, which may be pressed next. */
  readonly onNearGrip?: (() => void) | undefined
  /** What is drawn over rows and tracks while something is dragged. */
  readonly drag?: Dragging | undefined
  /** Drawn over the rows, in their coordinates. */
  readonly Over?: ComponentType<OverProps> | undefined
  readonly onJump: (cursor: Cursor) => void
  readonly onSelect: (step: StepIndex) => void
  readonly onToggleFold: (call: CallKey) => void
  /** With the Shift key: a second step, to be compared with the one in focus. */
  readonly onCompare?: (step: StepIndex) => void
}

export interface Dragging {
  readonly grip: Grip
  readonly onEnd: () => void
  readonly Layer: ComponentType<DragLayerProps>
}

export interface OverProps {
  readonly run: RunView
  readonly sheet: Sheet
}

export interface DragLayerProps extends Sheet {
  readonly run: RunView
  readonly grip: Grip
  readonly onEnd: () => void
}

/** Where rows are on the page. */
export interface Sheet {
  readonly geometry: Geometry
  readonly columns: Columns
  readonly shown: Shown
  /** Height of what stays at the top of the scrolled part. */
  readonly header: CssPixels
  readonly scroller: RefObject<HTMLElement | null>
}

/** Drawn above and below the visible part, so that scrolling finds rows there. */
const overscan = 240

export function Diagram(props: DiagramProps) {
  const {
    run,
    cursor,
    selected,
    folds,
    lit,
    hits,
    drag,
    Over,
    dimmed = '',
    density = 'comfortable',
  } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const { viewport, measure } = useViewport(scroller)
  const geometry = useMemo(
    () => measureRows(rowsOf(run, folds), rowHeights[density]),
    [run, folds, density],
  )
  const columns = useMemo(() => layoutColumns(run, viewport.width), [run, viewport.width])
  const header = useMemo(() => headerHeight(run), [run])
  const { top, bottom } = useShown(viewport.top, viewport.height, geometry.height)
  const shown = useMemo(() => ({ top, bottom }), [top, bottom])
  const anchor = useFollow(scroller, geometry, cursor, header, measure)

  const { rows, heights } = geometry
  const { first, end } = rowsBetween(geometry, shown.top, shown.bottom)
  const playhead = playheadPlace(geometry, cursor)
  const current = placeOfCursor(rows, cursor)?.row ?? -1
  const selectedRow = selected === undefined ? undefined : rowOfStep(rows, selected)
  const active = selectedRow ?? current
  const rowId = (index: number) => `${id}-row-${index}`
  const isDrawn = active >= first && active < end

  const click = (event: MouseEvent<HTMLElement>) => {
    const { target } = event
    if (!(target instanceof Element)) return
    const row = rows[Number(target.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? -1)]
    const call = target.closest<HTMLElement>('[data-call]')?.dataset['call']
    if (row === undefined) return
    if (call !== undefined) {
      anchor.keep(row.from)
      props.onToggleFold(call)
      return
    }
    if (event.shiftKey && props.onCompare !== undefined) {
      props.onCompare(row.to - 1)
      return
    }
    props.onSelect(row.to - 1)
    props.onJump(row.to)
  }

  const grab = (event: PointerEvent<HTMLElement>) => {
    if (scroller.current === null || props.onGrab === undefined) return
    const grip = gripOf(event, rows, scroller.current)
    if (grip === undefined) return
    // Neither a text selection nor a click on the row.
    event.preventDefault()
    event.currentTarget.focus({ preventScroll: true })
    scroller.current.setPointerCapture(event.pointerId)
    props.onGrab(grip)
  }

  const press = (event: KeyboardEvent<HTMLElement>) => {
    const row = rows[active]
    if (event.key !== 'Enter' || event.target !== event.currentTarget || row === undefined) return
    const call = row.folded?.key ?? innermostCall(run, row.from)
    if (call === undefined) return
    event.preventDefault()
    anchor.keep(row.from)
    props.onToggleFold(call)
  }

  return (
    <section className="diagram" aria-label="Race diagram">
      <div className="diagram-scroll" ref={scroller}>
        <div
          className="diagram-sheet"
          style={{
            width: Math.max(columns.width, viewport.width),
            height: header + geometry.height + endNoteHeight,
          }}
        >
          <div
            role="grid"
            className="diagram-grid"
            aria-label="Steps of the run"
            aria-rowcount={rows.length + 1}
            aria-colcount={columns.lanes.length + 1}
            aria-readonly="true"
            aria-activedescendant={isDrawn ? rowId(active) : undefined}
            tabIndex={0}
            onClick={click}
            onPointerDown={grab}
            onPointerOver={(event) => {
              if (isOnGrip(event)) props.onNearGrip?.()
            }}
            onKeyDown={press}
          >
            <DiagramHeader run={run} columns={columns} height={header} />
            <div role="rowgroup" className="diagram-rows" style={{ height: geometry.height }}>
              {rows.slice(first, end).map((row, offset) => {
                const index = first + offset
                return (
                  <DiagramRow
                    key={index}
                    run={run}
                    row={row}
                    index={index}
                    id={rowId(index)}
                    top={rowTop(geometry, index)}
                    heights={heights}
                    columns={columns}
                    state={stateOf(index, current)}
                    part={index === current ? playhead.part : 1}
                    selected={index === selectedRow}
                    beside={lit !== undefined && !hasAny(row, lit) ? dimmed : ''}
                    hit={hits !== undefined && hasAny(row, hits)}
                    changes={changesIn(row, props.changed)}
                    movable={props.onGrab !== undefined}
                  />
                )
              })}
            </div>
          </div>
          <div className="diagram-layers" style={{ top: header, height: geometry.height }}>
            <LaneLines columns={columns} />
            <WaitStrips run={run} geometry={geometry} columns={columns} shown={shown} />
            <Tracks run={run} geometry={geometry} columns={columns} shown={shown} />
          </div>
          <EndNote run={run} columns={columns} top={header + geometry.height} />
          <Playhead place={playhead} top={header} height={geometry.height} />
          {Over !== undefined && (
            <Over run={run} sheet={{ geometry, columns, shown, header, scroller }} />
          )}
          {drag !== undefined && (
            <drag.Layer
              run={run}
              grip={drag.grip}
              onEnd={drag.onEnd}
              geometry={geometry}
              columns={columns}
              shown={shown}
              header={header}
              scroller={scroller}
            />
          )}
        </div>
      </div>
    </section>
  )
}

/** On layers of their own, so that moving them paints nothing else. */
function Playhead(props: {
  readonly place: PlayheadPlace
  readonly top: number
  readonly height: number
}) {
  const { place, top, height } = props
  const transform = `translateY(${place.y}px)`
  return (
    <div className="diagram-playhead-layer" aria-hidden="true" style={{ top, height: height + 2 }}>
      <div className="diagram-future" style={{ transform, height }} />
      <div
        className={place.part === 1 ? 'diagram-playhead' : 'diagram-playhead is-inside'}
        style={{ transform }}
      />
    </div>
  )
}

/** Of any of the row's steps, as one text, so that rows are compared by it; `''` for none. */
function changesIn({ from, to }: Row, changed: Changed | undefined): string {
  if (changed === undefined) return ''
  const all = new Set<Change>()
  for (let step = from; step < to; step += 1)
    for (const change of changed.get(step) ?? []) all.add(change)
  return [...all].join(' ')
}

function hasAny({ from, to }: Row, steps: ReadonlySet<StepIndex>): boolean {
  for (let step = from; step < to; step += 1) if (steps.has(step)) return true
  return false
}

function stateOf(row: number, current: number): RowState {
  if (row === current) return 'current'
  return row < current ? 'done' : 'future'
}

function useShown(scrollTop: number, room: number, height: number) {
  const top = Math.max(0, Math.min(scrollTop - overscan, height))
  const bottom = Math.max(top, Math.min(height, scrollTop + room + overscan))
  return { top, bottom }
}
