/** The guided tour: whether it is under way, and whether it is offered. */

import type { App } from './app.ts'

/** From 0; undefined: no tour is under way. */
export type TourStop = number | undefined

export function startTour(app: App): void {
  app.preferences.set('tour', 'seen')
  app.store.setState({ tour: 0, overlay: undefined, helpOpen: false })
}

export function goToStop(app: App, tour: number): void {
  app.store.setState({ tour })
}

/** False when there was none. */
export function endTour(app: App): boolean {
  if (app.store.getState().tour === undefined) return false
  app.store.setState({ tour: undefined })
  return true
}

/** Only to somebody who has never been here: what was offered once is not offered again. */
export function isTourNew(app: App): boolean {
  return app.preferences.get('tour') === undefined
}

export function tourWasOffered(app: App): void {
  app.preferences.set('tour', 'seen')
}
