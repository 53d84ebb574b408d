/** What makes runs tidy and dims what does not matter is loaded when it is first asked for. */

import type { App } from './app.ts'
import { withLoaded } from './with-loaded.ts'

const withExplaining = withLoaded('What explains runs', () => import('./explain.ts'))

/** Replaces the run by the equivalent one with the fewest switches; undo brings it back. */
export function makeTidy(app: App): void {
  app.serial.add(() => withExplaining(app, ({ tidyRun }) => tidyRun(app)))
}

/** Dims the steps that the run's violation does not need, or shows all alike again. */
export function toggleCause(app: App): void {
  app.serial.add(() => withExplaining(app, ({ switchCause }) => switchCause(app)))
}
