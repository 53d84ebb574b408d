/** How the page is displayed, by choice of the user: remembered on this machine. */

import { autoFolds, type FoldState, foldAll, unfoldAll } from '../../src/trace/rows-fold.ts'
import type { Density } from '../diagram/geometry.ts'
import type { App } from './app.ts'
import type { Preferences } from './preferences.ts'
import { type ThemeChoice, themeFrom } from './theme.ts'

/** Whether things may move: as the system says, or not. */
export type Motion = 'system' | 'reduced'
export type FoldBase = FoldState['base']

export interface Display {
  readonly theme: ThemeChoice
  readonly density: Density
  readonly motion: Motion
  /** What a page begins with. */
  readonly folds: FoldState
}

const densities: readonly Density[] = ['comfortable', 'compact']
const motions: readonly Motion[] = ['system', 'reduced']

export const foldStates: Readonly<Record<FoldBase, FoldState>> = {
  auto: autoFolds,
  folded: foldAll,
  open: unfoldAll,
}

export function foldBaseFrom(text: string | undefined): FoldBase | undefined {
  return (['auto', 'folded', 'open'] as const).find((base) => base === text)
}

/** As it was chosen last; what was never chosen, or cannot be read, is the default. */
export function displayFrom(preferences: Preferences): Display {
  const density = preferences.get('density')
  const motion = preferences.get('motion')
  return {
    theme: themeFrom(preferences.get('theme')) ?? 'system',
    density: densities.find((known) => known === density) ?? 'comfortable',
    motion: motions.find((known) => known === motion) ?? 'system',
    folds: foldStates[foldBaseFrom(preferences.get('folds')) ?? 'auto'],
  }
}

export function setTheme(app: App, theme: ThemeChoice): void {
  app.preferences.set('theme', theme)
  app.store.setState({ theme })
}

export function setDensity(app: App, density: Density): void {
  app.preferences.set('density', density)
  app.store.setState({ density })
}

export function setMotion(app: App, motion: Motion): void {
  app.preferences.set('motion', motion)
  app.store.setState({ motion })
}

/** For this page at once, and for those to come. */
export function setDefaultFolds(app: App, base: FoldBase): void {
  app.preferences.set('folds', base)
  app.store.setState({ folds: foldStates[base], defaultFolds: base })
}
