/** What is asked for in the dialog: pairs of places, as the search wants them. */

import type { PlaceView } from '../../src/worker/order-protocol.ts'
import type { CanHappenRequest } from '../../src/worker/search-protocol.ts'

/** The texts of two fields: the first place comes before the second one. */
export interface Wish {
  readonly id: number
  readonly first: string
  readonly second: string
}

/** Undefined for a text that names no place. */
export function placeOf(places: readonly PlaceView[], text: string): PlaceView | undefined {
  const wanted = text.trim()
  return places.find(({ label }) => label === wanted)
}

/** Undefined while a field is empty or names no place, or both name the same one. */
export function requestOf(
  places: readonly PlaceView[],
  wishes: readonly Wish[],
): Pick<CanHappenRequest, 'pins' | 'before'> | undefined {
  const pinned: PlaceView[] = []
  const pin = (place: PlaceView): number => {
    const known = pinned.indexOf(place)
    return known >= 0 ? known : pinned.push(place) - 1
  }
  const before: { first: number; second: number }[] = []
  for (const wish of wishes) {
    const first = placeOf(places, wish.first)
    const second = placeOf(places, wish.second)
    if (first === undefined || second === undefined || first === second) return undefined
    before.push({ first: pin(first), second: pin(second) })
  }
  const pins = pinned.map(({ lane, pcs, nth }) => ({ lane, pcs, nth }))
  return { pins, before }
}
