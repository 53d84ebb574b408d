import type { App } from './app.ts'
import { touchingOf } from './heap.ts'
import { dismiss } from './tell.ts'

/** Shows all steps alike again; false when they are. */
export function clearTouching(app: App): boolean {
  if (touchingOf(app.store.getState()) === undefined) return false
  app.store.setState({ touching: undefined })
  dismiss(app, 'explain')
  return true
}
