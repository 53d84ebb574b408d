import type { Timeline } from '../../src/timeline/model.ts'

/** Where each slice stands in the list. */
export function placesOf({ listed, slices }: Timeline): Uint32Array {
  const places = new Uint32Array(slices.count)
  listed.forEach((slice, place) => {
    places[slice] = place
  })
  return places
}
