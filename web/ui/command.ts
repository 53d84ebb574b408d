/** What a command is; the registry holds them all. */

import type { Unable } from '../store/able.ts'
import type { App } from '../store/app.ts'
import type { Hotkey } from './hotkeys.ts'

/** Where a key has this meaning: `diagram` is every view that shows the run, `timeline` that view only. */
export type Scope = 'diagram' | 'timeline' | 'everywhere'

export interface Command {
  readonly id: string
  /** As on the help sheet: an imperative. */
  readonly title: string
  /** What it shows is called so on the page: whoever types that means this command. */
  readonly name?: string
  readonly group: 'Steps' | 'Threads' | 'Search' | 'View' | 'Timeline' | 'Page'
  readonly scope: Scope
  /** The first one is shown in tooltips; none: it is found in the palette. */
  readonly keys: readonly Hotkey[]
  readonly run: (app: App) => void
  /** Why it can do nothing now; left out: it always can, where there is a run for those of a view. */
  readonly unable?: Unable
  /** Its keys are meant also while a text is typed. */
  readonly inText?: boolean
}
