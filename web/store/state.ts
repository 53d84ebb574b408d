/** All state of the page, one field per fact. What can be derived is derived, in the file of the fact. */

import { autoFolds, type FoldState } from '../../src/trace/rows-fold.ts'
import type { Minimised } from '../../src/explore/verdict.ts'
import type { Cursor, StepIndex } from '../../src/trace/view.ts'
import type { Density } from '../diagram/geometry.ts'
import { type Catalogue, catalogueLoading } from './catalogue.ts'
import type { ObjectsPhase, Touching } from './heap.ts'
import { emptyHistory, type History } from './history.ts'
import type { DamagedLink } from './damaged-link.ts'
import type { FoldBase, Motion } from './display.ts'
import { type Explained, nothingExplained } from './explained.ts'
import type { Lookup } from './lookup.ts'
import { noNotices, type Notice } from './notice.ts'
import { notAsked } from './of-run.ts'
import type { Overlay } from './overlay.ts'
import { type Playback, stopped } from './playback.ts'
import { loading, type RunPhase } from './run.ts'
import { type Jobs, noJobs } from './jobs.ts'
import { noSearches, type Searches } from './search.ts'
import type { ThemeChoice } from './theme.ts'
import { notReordered, type Reorder } from './reorder.ts'
import { type Compare, nothingCompared } from './compare-state.ts'
import { nothingOrdered, type Order } from './order-state.ts'
import type { TourStop } from './tour.ts'
import type { UnderFixes } from './under-fixes.ts'
import { defaultView, type ViewId } from '../views/registry.ts'

export interface State {
  readonly catalogue: Catalogue
  /** What the page shows below its tabs. */
  readonly view: ViewId
  readonly run: RunPhase
  readonly cursor: Cursor
  /** What a change of variant replays: the schedule before the first of several such changes in a row. */
  readonly wanted: string | undefined
  /** A step that the user has picked out; undefined: details follow the cursor. */
  readonly selected: StepIndex | undefined
  readonly folds: FoldState
  readonly notices: readonly Notice[]
  readonly history: History
  readonly playback: Playback
  readonly theme: ThemeChoice
  readonly density: Density
  readonly motion: Motion
  /** Which calls a page begins with folded. */
  readonly defaultFolds: FoldBase
  /** Requests that the worker has not answered yet. */
  readonly requests: number
  /** A link that could not be read as a whole, while the user has not decided what to do about it. */
  readonly damagedLink: DamagedLink | undefined
  readonly helpOpen: boolean
  readonly overlay: Overlay | undefined
  readonly lookup: Lookup
  readonly tour: TourStop
  readonly searches: Searches
  /** What the runs of findings are to have least of. */
  readonly minimised: Minimised
  readonly findingsOpen: boolean
  /** Key of the finding that was opened last. */
  readonly openedFinding: string | undefined
  readonly explained: Explained
  readonly jobs: Jobs
  readonly underFixes: UnderFixes
  readonly order: Order
  readonly compare: Compare
  readonly reorder: Reorder
  readonly objects: ObjectsPhase
  /** Only the steps that touch this object matter at the moment. */
  readonly touching: Touching | undefined
}

export const initialState: State = {
  catalogue: catalogueLoading,
  view: defaultView,
  run: loading,
  cursor: 0,
  wanted: undefined,
  selected: undefined,
  folds: autoFolds,
  notices: noNotices,
  history: emptyHistory,
  playback: stopped,
  theme: 'system',
  density: 'comfortable',
  motion: 'system',
  defaultFolds: 'auto',
  requests: 0,
  damagedLink: undefined,
  helpOpen: false,
  overlay: undefined,
  lookup: undefined,
  tour: undefined,
  searches: noSearches,
  minimised: 'steps',
  findingsOpen: false,
  openedFinding: undefined,
  explained: nothingExplained,
  jobs: noJobs,
  underFixes: notAsked,
  order: nothingOrdered,
  compare: nothingCompared,
  reorder: notReordered,
  objects: notAsked,
  touching: undefined,
}
