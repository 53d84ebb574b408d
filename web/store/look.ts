/** How the page looks, apart from the run: theme, folds, help. */

import { type CallKey, type FoldState, toggleFold } from '../../src/trace/rows-fold.ts'
import type { App } from './app.ts'
import { openedOf } from './run.ts'
import { nextTheme, type Theme } from './theme.ts'

export function switchTheme(app: App, system: Theme): void {
  const theme = nextTheme(app.store.getState().theme, system)
  app.preferences.set('theme', theme)
  app.store.setState({ theme })
}

export function toggleCall(app: App, key: CallKey): void {
  const run = openedOf(app.store.getState().run)?.run
  if (run === undefined) return
  app.store.setState(({ folds }) => ({ folds: toggleFold(run, folds, key) }))
}

export function setFolds(app: App, folds: FoldState): void {
  app.store.setState({ folds })
}

export function setHelp(app: App, helpOpen: boolean): void {
  app.store.setState({ helpOpen })
}
