/** What makes runs tidy and dims what does not matter is loaded when it is first asked for. */

import type { App } from './app.ts'
import type * as Explaining from './explain.ts'
import { withLoaded } from './with-loaded.ts'

/** Replaces the run by the equivalent one with the fewest switches; undo brings it back. */
export function makeTidy(app: App): void {
  explain(app, ({ tidyRun }) => tidyRun(app))
}

/** Dims the steps that the run's violation does not need, or shows all alike again. */
export function toggleCause(app: App): void {
  explain(app, ({ switchCause }) => switchCause(app))
}

function explain(
  app: App,
  act: (explaining: typeof Explaining) => Promise<void> | undefined,
): void {
  app.serial.add(() => withLoaded(app, 'What explains runs', () => import('./explain.ts'), act))
}
