/* oxlint-disable jsx-a11y/prefer-tag-over-role -- entries out of view are left out and the others are placed by hand; a list allows neither */
/**
 * All that is drawn, as a list in the order of time: for the keyboard and for those who do not see the
 * drawing. What is chosen here is chosen there. The focus stays on the list, which names the chosen entry, so
 * that of a million entries only those in view are in the document.
 */

import {
  type KeyboardEvent,
  type MouseEvent,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import {
  laneOfSlice,
  lookOf,
  type SliceIndex,
  sliceText,
  type Timeline,
} from '../../src/timeline/model.ts'
import { durationText, grouped } from '../../src/timeline/ticks.ts'
import { laneClass } from '../diagram/lane-class.ts'
import { ownScrolling } from '../ui/keyboard.ts'
import { laneLabel, lookWord, whenText } from './words.ts'

const entryHeight = 24
/** Browsers lay out no more than some tens of millions of pixels; beyond, a pixel stands for more. */
const mostPixels = 6_000_000
const overscan = 6

export interface EventListProps {
  readonly timeline: Timeline
  /** Place of the chosen slice in `timeline.listed`; -1 for none. */
  readonly at: number
  readonly onPick: (slice: SliceIndex) => void
}

export function EventList({ timeline, at, onPick }: EventListProps) {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: 400 })
  const { listed } = timeline
  const total = Math.min(mostPixels, listed.length * entryHeight)
  const rows = Math.max(1, Math.floor(view.height / entryHeight))
  const reach = Math.max(1, total - view.height)
  const isScaled = total < listed.length * entryHeight
  const first = isScaled
    ? Math.round((Math.min(reach, view.top) / reach) * (listed.length - rows))
    : Math.max(0, Math.floor(view.top / entryHeight) - overscan)
  const count = Math.min(listed.length - first, rows + (isScaled ? 1 : 2 * overscan + 1))

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    measure()
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [])

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || at < 0) return
    const height = element.clientHeight
    if (isScaled) {
      const span = Math.max(1, listed.length - Math.floor(height / entryHeight))
      const shown = Math.round((element.scrollTop / Math.max(1, total - height)) * span)
      if (at > shown && at < shown + Math.floor(height / entryHeight) - 1) return
      const wanted = Math.max(0, at - Math.floor(height / entryHeight / 2))
      element.scrollTop = (wanted / span) * (total - height)
      return
    }
    const top = at * entryHeight
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + entryHeight > element.scrollTop + height)
      element.scrollTop = top + entryHeight - height
  }, [at, isScaled, listed, total])

  const pickAt = (index: number): void => {
    const slice = listed[Math.max(0, Math.min(listed.length - 1, index))]
    if (slice !== undefined) onPick(slice)
  }
  const press = (event: KeyboardEvent): void => {
    const to = targetOf(event.key, at, rows, listed.length)
    if (to === undefined || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    pickAt(to)
  }
  const click = ({ target }: MouseEvent): void => {
    if (!(target instanceof Element)) return
    const entry = target.closest<HTMLElement>('[data-at]')?.dataset['at']
    if (entry !== undefined) pickAt(Number(entry))
  }
  const isChosenShown = at >= first && at < first + count

  return (
    <section className="timeline-list" aria-label="Events">
      <h2>
        Events <span>{grouped(String(listed.length))}</span>
      </h2>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- it has the focus */}
      <div
        ref={scroller}
        className="timeline-entries"
        role="listbox"
        aria-label="Events in the order of time"
        aria-activedescendant={isChosenShown ? `${id}-${at}` : undefined}
        tabIndex={0}
        onKeyDown={press}
        onClick={click}
        {...ownScrolling}
      >
        <div role="presentation" style={{ height: total }} className="timeline-entry-sheet">
          {Array.from({ length: Math.max(0, count) }, (_, offset) => {
            const index = first + offset
            const top = isScaled ? view.top + offset * entryHeight : index * entryHeight
            return (
              <Entry
                key={index}
                id={`${id}-${index}`}
                timeline={timeline}
                index={index}
                top={Math.min(top, Math.max(0, total - entryHeight))}
                isChosen={index === at}
              />
            )
          })}
        </div>
      </div>
    </section>
  )
}

interface EntryProps {
  readonly id: string
  readonly timeline: Timeline
  readonly index: number
  readonly top: number
  readonly isChosen: boolean
}

function Entry({ id, timeline, index, top, isChosen }: EntryProps) {
  const slice = timeline.listed[index] ?? 0
  const { slices, unit } = timeline
  const colour = slices.colours[slice] ?? 255
  const from = slices.starts[slice] ?? 0
  const word = lookWord(timeline, slice)
  return (
    <div
      id={id}
      role="option"
      className={`timeline-entry is-${lookOf(timeline, slice)} ${colour === 255 ? '' : laneClass(colour)}`}
      aria-selected={isChosen}
      aria-setsize={timeline.listed.length}
      aria-posinset={index + 1}
      tabIndex={-1}
      data-at={index}
      style={{ top }}
    >
      <span className="visually-hidden">{whenText(timeline, slice)}, </span>
      <span className="timeline-when" aria-hidden="true">
        {unit === 'steps' ? from + 1 : durationText(from, unit)}
      </span>
      <b className="timeline-who">{laneLabel(timeline, laneOfSlice(timeline, slice))}</b>{' '}
      <span className="timeline-what" title={sliceText(timeline, slice)}>
        {sliceText(timeline, slice)}
      </span>{' '}
      {word !== undefined && <span className="timeline-word">{word}</span>}
    </div>
  )
}

function targetOf(key: string, at: number, page: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return at - 1
    case 'ArrowDown':
      return at + 1
    case 'PageUp':
      return at - page
    case 'PageDown':
      return at + page
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
