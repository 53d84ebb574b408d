/**
 * The names of the lanes. One of them is in the tab order; Up and Down go between them, Left and Right
 * collapse and expand. Those out of sight are not in the document.
 */

import { type KeyboardEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { type LanePlace, lanesBetween } from '../../src/timeline/layout.ts'
import { type LaneNumber, noColour, type TimelineLane } from '../../src/timeline/model.ts'
import { laneClass } from '../diagram/lane-class.ts'
import { Icon } from '../ui/Icon.tsx'
import { LaneBadge } from '../ui/LaneBadge.tsx'
import type { TimelineController } from './controller.ts'
import { laneName } from './words.ts'

export function Heads({ controller }: { readonly controller: TimelineController }) {
  const { layout, top, height } = useSyncExternalStore(controller.subscribe, controller.snapshot)
  const [focused, setFocused] = useState<LaneNumber>(0)
  const [wanted, setWanted] = useState<LaneNumber | undefined>(undefined)
  const list = useRef<HTMLDivElement>(null)
  const { first, end } = lanesBetween(layout, top - 100, top + height + 100)
  const shown = layout.lanes.slice(first, end)
  const isFocusedShown = focused >= first && focused < end

  const go = (to: LaneNumber): void => {
    const lane = Math.max(0, Math.min(layout.lanes.length - 1, to))
    controller.revealLane(lane)
    setFocused(lane)
    setWanted(lane)
  }
  useEffect(() => controller.listenToLanes((by, from) => go((from ?? focused) + by)))
  useEffect(() => {
    if (wanted === undefined) return
    const head = list.current?.querySelector<HTMLElement>(`[data-lane="${wanted}"]`)
    if (head === null || head === undefined) return
    head.focus({ preventScroll: true })
    setWanted(undefined)
  }, [wanted, first, end])

  const press = (event: KeyboardEvent): void => {
    const place = layout.lanes[focused]
    if (place === undefined || !place.isFoldable || event.shiftKey || event.altKey) return
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    controller.fold(place.lane, event.key === 'ArrowLeft')
  }

  return (
    <div
      ref={list}
      className="timeline-heads"
      role="toolbar"
      aria-label="Lanes"
      aria-orientation="vertical"
      style={{ height: layout.height }}
    >
      {shown.map((place) => {
        const lane = controller.timeline.lanes[place.lane]
        const before = controller.timeline.lanes[place.lane - 1]
        return lane === undefined ? undefined : (
          <Head
            key={place.lane}
            place={place}
            lane={lane}
            name={laneName(controller.timeline, place.lane)}
            isFirstOfGroup={before?.group !== lane.group}
            isInTabOrder={isFocusedShown ? place.lane === focused : place === shown[0]}
            onFocus={() => {
              setFocused(place.lane)
              controller.setFocusedLane(place.lane)
            }}
            onBlur={() => controller.setFocusedLane(undefined)}
            onPress={press}
            onToggle={() => controller.fold(place.lane, !place.isFolded)}
          />
        )
      })}
    </div>
  )
}

interface HeadProps {
  readonly place: LanePlace
  readonly lane: TimelineLane
  readonly name: string
  readonly isFirstOfGroup: boolean
  readonly isInTabOrder: boolean
  readonly onFocus: () => void
  readonly onBlur: () => void
  readonly onPress: (event: KeyboardEvent) => void
  readonly onToggle: () => void
}

function Head({ place, lane, name, isFirstOfGroup, isInTabOrder, ...on }: HeadProps) {
  const { isFoldable, isFolded, top, height } = place
  const kind = lane.group === '' ? '' : `${lane.group}: `
  const colour = lane.colour === noColour ? 'is-track' : laneClass(lane.colour)
  return (
    <button
      type="button"
      className={`timeline-head ${colour}`}
      data-lane={place.lane}
      aria-expanded={isFoldable ? !isFolded : undefined}
      title={`${kind}${name}`}
      tabIndex={isInTabOrder ? 0 : -1}
      style={{ top, height }}
      onFocus={on.onFocus}
      onBlur={on.onBlur}
      onKeyDown={on.onPress}
      onClick={isFoldable ? on.onToggle : undefined}
    >
      <span className={isFolded ? 'timeline-fold is-folded' : 'timeline-fold'}>
        {isFoldable && <Icon name="chevron" />}
      </span>
      {lane.letter !== undefined && <LaneBadge lane={lane.colour} letter={lane.letter} />}{' '}
      <span className="timeline-title">{lane.title}</span>{' '}
      {isFirstOfGroup && lane.group !== '' && <span className="timeline-group">{lane.group}</span>}
    </button>
  )
}
