/** What there is to know about one step: the selected one, else the one executed last. */

import { memo, useMemo, useState } from 'react'
import type { Cursor, ListingView, RunView, StepIndex } from '../../src/trace/view.ts'
import type { Opened } from '../../src/worker/protocol.ts'
import { later } from '../app/later.tsx'
import { useTrailing } from '../app/use-trailing.ts'
import { lastStep } from '../store/cursor.ts'
import { useApp, useFact, useOpened } from '../store/use-app.ts'
import { ownScrolling } from '../ui/keyboard.ts'
import { Icon } from '../ui/Icon.tsx'
import { pairOf } from '../store/order-state.ts'
import { Threads } from './Threads.tsx'
import './details.css'

const PairNote = later('How the two steps are ordered', async () => {
  return (await import('../why/PairNote.tsx')).PairNote
})

export const StepStory = later('What the step did', async () => {
  return (await import('./StepStory.tsx')).StepStory
})

export interface DetailsProps {
  /** It has a place of its own and cannot be closed. */
  readonly isWhole?: boolean
}

export function Details({ isWhole = false }: DetailsProps) {
  const { preferences } = useApp()
  const opened = useOpened()
  const [wanted, setOpen] = useState(preferences.get('details-open') !== 'no')
  const open = isWhole || wanted
  const toggle = (): void => {
    setOpen(!open)
    preferences.set('details-open', open ? 'no' : 'yes')
  }
  return (
    <section className="details" aria-label="Step details">
      {!isWhole && opened !== undefined && (
        <button
          type="button"
          className="details-toggle"
          aria-expanded={open}
          aria-label="Details"
          title={open ? 'Hide details' : 'Show details'}
          onClick={toggle}
        >
          {!open && <span>Details</span>}
          <Icon name="chevron" />
        </button>
      )}
      {open && opened !== undefined && <TrailingBody opened={opened} />}
    </section>
  )
}

/** Much text changes with each step, for which the diagram need not wait. */
function TrailingBody({ opened }: { readonly opened: Opened }) {
  const cursor = useFact((state) => state.cursor)
  const selected = useFact((state) => state.selected)
  const { run, listing } = opened
  const props = useMemo(
    () => ({ run, listing, cursor, selected }),
    [run, listing, cursor, selected],
  )
  return <Body {...useTrailing(props)} />
}

interface BodyProps {
  readonly run: RunView
  readonly listing: ListingView
  readonly cursor: Cursor
  readonly selected: StepIndex | undefined
}

const Body = memo(function Body({ run, listing, cursor, selected }: BodyProps) {
  const index = selected ?? lastStep(cursor)
  const place = selected === undefined ? cursor : selected + 1
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- it scrolls, so the keyboard must reach it
    <div className="details-body" tabIndex={0} role="group" aria-label="Details" {...ownScrolling}>
      {index === undefined ? (
        <Nothing run={run} />
      ) : (
        <StepStory run={run} listing={listing} index={index} ahead={index >= cursor} />
      )}
      <Pair run={run} />
      <Threads run={run} cursor={place} />
    </div>
  )
})

function Pair({ run }: { readonly run: RunView }) {
  const isAsked = useFact((state) => pairOf(state) !== undefined)
  return isAsked ? <PairNote run={run} /> : undefined
}

function Nothing({ run }: { readonly run: RunView }) {
  const threads = run.lanes.filter(({ kind }) => kind === 'static').length
  return (
    <p className="details-nothing">
      Nothing has run yet.{' '}
      {run.steps.length > 0 && (
        <>
          <kbd>→</kbd> takes the first recorded step;{' '}
        </>
      )}
      <kbd>1</kbd>
      {threads > 1 && (
        <>
          {' … '}
          <kbd>{threads}</kbd>
        </>
      )}{' '}
      {threads > 1 ? 'let a thread of your choice run' : 'lets its thread run'}.
    </p>
  )
}
