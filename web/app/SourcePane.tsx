/** The C listing at the left: as wide as wanted, or out of the way. */

import { useMemo, useState } from 'react'
import { Source } from '../source/Source.tsx'
import { rowsOf } from '../store/rows.ts'
import { useApp, useFact, useOpened } from '../store/use-app.ts'
import { Icon } from '../ui/Icon.tsx'
import { ownScrolling } from '../ui/keyboard.ts'
import { Splitter } from './Splitter.tsx'
import { useTrailing } from './use-trailing.ts'

/** Pixels. */
const narrowest = 180
const widest = 640

export function SourcePane() {
  const { preferences } = useApp()
  const [open, setOpen] = useState(preferences.get('source-open') !== 'no')
  const [width, setWidth] = useState(() => widthFrom(preferences.get('source-width')))
  const toggle = (): void => {
    setOpen(!open)
    preferences.set('source-open', open ? 'no' : 'yes')
  }
  const resize = (to: number): void => {
    setWidth(to)
    preferences.set('source-width', String(to))
  }
  return (
    <>
      <div
        className={open ? 'source-pane' : 'source-pane source-closed'}
        style={open ? { width } : undefined}
        {...ownScrolling}
      >
        <button
          type="button"
          className="pane-toggle"
          aria-expanded={open}
          aria-label="Source pane"
          title={open ? 'Hide the source' : 'Show the source'}
          onClick={toggle}
        >
          <Icon name="pane" />
          {open && <span>Source</span>}
        </button>
        {open && <Listing />}
      </div>
      {open && <Splitter width={width} min={narrowest} max={widest} onResize={resize} />}
    </>
  )
}

/** Over the whole width, where nothing else has room. */
export function WholeSource() {
  return (
    <div className="source-pane source-whole" {...ownScrolling}>
      <Listing />
    </div>
  )
}

/** A step may lead to a far line: many new lines, for which the diagram need not wait. */
function Listing() {
  const opened = useOpened()
  const cursor = useFact((state) => state.cursor)
  const selected = useFact((state) => state.selected)
  const folds = useFact((state) => state.folds)
  const props = useMemo(() => {
    if (opened === undefined) return undefined
    const { listing, run } = opened
    return { listing, run, rows: rowsOf(run, folds), cursor, selected }
  }, [opened, folds, cursor, selected])
  const trailing = useTrailing(props)
  return trailing === undefined ? <NoListing /> : <Source {...trailing} />
}

function NoListing() {
  const isComing = useFact((state) => state.run.kind === 'loading')
  return (
    <p className="blank">
      {isComing ? 'The code follows with the run.' : 'Without a run there is no code to follow.'}
    </p>
  )
}

/** What was chosen before, else a share of the window as it is when the page opens. */
function widthFrom(stored: string | undefined): number {
  const width = Number(stored ?? Number.NaN)
  const wanted = Number.isFinite(width) ? width : Math.max(240, window.innerWidth * 0.21)
  return Math.round(Math.max(narrowest, Math.min(widest, wanted)))
}
