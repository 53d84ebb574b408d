/** The program as C, following the step that the diagram shows. Only the lines in view are in the document. */

import { memo, type RefObject, useLayoutEffect, useMemo, useRef } from 'react'
import type { Row } from '../../src/trace/rows.ts'
import type { Cursor, ListingView, RunView, StepIndex } from '../../src/trace/view.ts'
import { useViewport } from '../diagram/use-viewport.ts'
import { FunctionName } from './FunctionName.tsx'
import { type LaneLine, laneLines, shownStep } from './lane-lines.ts'
import { tokenizeLines, widestLine } from './listing.ts'
import { SourceLine } from './SourceLine.tsx'
import './source.css'

export interface SourceProps {
  readonly listing: ListingView
  readonly run: RunView
  /** As the diagram shows them: a folded call is shown at the line that makes it. */
  readonly rows: readonly Row[]
  readonly cursor: Cursor
  readonly selected: StepIndex | undefined
  /** `line` from 1. */
  readonly onSelectLine?: (line: number) => void
}

const lineHeight = 19
const overscan = 240
/** Lines that stay visible before and after the shown one. */
const context = 4
const noLanes: readonly LaneLine[] = []

export const Source = memo(function Source(props: SourceProps) {
  const { listing, run, rows, cursor, selected, onSelectLine } = props
  const scroller = useRef<HTMLDivElement>(null)
  const { viewport, measure } = useViewport(scroller)
  const tokens = useMemo(() => tokenizeLines(listing), [listing])
  const columns = useMemo(() => widestLine(listing), [listing])
  const lanes = useMemo(() => groupByLine(laneLines(run, cursor)), [run, cursor])
  const step = useMemo(() => shownStep(run, rows, cursor, selected), [run, rows, cursor, selected])
  const line = step?.line ?? [...lanes.keys()][0]
  useLineInView(scroller, listing, line, step?.step, measure)

  const count = listing.lines.length
  const first = Math.max(0, Math.floor((viewport.top - overscan) / lineHeight))
  const bottom = viewport.top + viewport.height + overscan
  const end = Math.min(count, Math.ceil(bottom / lineHeight))

  return (
    <section className="source" aria-label="Source">
      <FunctionName listing={listing} scroller={scroller} lineHeight={lineHeight} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- or the keyboard could not scroll it */}
      <div className="source-scroll" ref={scroller} tabIndex={0}>
        <div
          className="source-sheet"
          style={{ height: count * lineHeight, width: `calc(${columns}ch + 100px)` }}
        >
          {listing.lines.slice(first, end).map((_, offset) => {
            const number = first + offset + 1
            return (
              <SourceLine
                key={number}
                run={run}
                line={number}
                top={(number - 1) * lineHeight}
                tokens={tokens[number - 1] ?? []}
                lanes={lanes.get(number) ?? noLanes}
                step={step?.line === number ? step : undefined}
                onSelect={onSelectLine}
              />
            )
          })}
        </div>
      </div>
    </section>
  )
})

function groupByLine(lanes: readonly LaneLine[]): ReadonlyMap<number, readonly LaneLine[]> {
  const lines = new Map<number, readonly LaneLine[]>()
  for (const lane of lanes) lines.set(lane.line, [...(lines.get(lane.line) ?? []), lane])
  return lines
}

/** Scrolls when another step or another listing is shown, and only as far as it must. */
function useLineInView(
  scroller: RefObject<HTMLElement | null>,
  listing: ListingView,
  line: number | undefined,
  step: StepIndex | undefined,
  measure: () => void,
): void {
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || line === undefined) return
    const space = Math.min(context * lineHeight, element.clientHeight / 3)
    const top = (line - 1) * lineHeight
    const bottom = top + lineHeight
    const isFar = bottom < element.scrollTop || top > element.scrollTop + element.clientHeight
    if (isFar) {
      scrollTo(element, top - element.clientHeight / 3)
    } else if (bottom + space > element.scrollTop + element.clientHeight) {
      scrollTo(element, bottom + space - element.clientHeight)
    } else if (top - space < element.scrollTop) {
      scrollTo(element, top - space)
    }
    measure()
  }, [scroller, listing, line, step, measure])
}

function scrollTo(element: HTMLElement, top: number): void {
  element.scrollTo({ top, behavior: 'instant' })
}
