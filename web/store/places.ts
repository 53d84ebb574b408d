/**
 * Where each fact of the page is kept, apart from the page itself: the one table about it. A new field of the
 * state does not compile without an entry here.
 */

import type { PreferenceKey } from './preferences.ts'
import type { State } from './state.ts'

export type Place =
  /** In the address, and so in what is shared and remembered as history. */
  | { readonly in: 'link' }
  /** On this machine only, under this key. */
  | { readonly in: 'preferences'; readonly key: PreferenceKey }
  /** Made anew by every page. */
  | { readonly in: 'nowhere' }

const link: Place = { in: 'link' }
const nowhere: Place = { in: 'nowhere' }

function preference(key: PreferenceKey): Place {
  return { in: 'preferences', key }
}

/** What exports hold is the run and, where one is asked for, the place in it: nothing else leaves the page. */
export const places: Readonly<Record<keyof State, Place>> = {
  run: link,
  cursor: link,
  view: link,
  theme: preference('theme'),
  density: preference('density'),
  motion: preference('motion'),
  defaultFolds: preference('folds'),
  findingsOpen: preference('findings-open'),
  // Its speed, not whether it plays.
  playback: preference('speed'),
  catalogue: nowhere,
  wanted: nowhere,
  selected: nowhere,
  // A page begins with the default folding.
  folds: nowhere,
  notices: nowhere,
  history: nowhere,
  requests: nowhere,
  damagedLink: nowhere,
  helpOpen: nowhere,
  overlay: nowhere,
  lookup: nowhere,
  tour: nowhere,
  searches: nowhere,
  minimised: nowhere,
  openedFinding: nowhere,
  explained: nowhere,
  jobs: nowhere,
  underFixes: nowhere,
  order: nowhere,
  // Its pins. The run is remembered and exported without them.
  compare: link,
  reorder: nowhere,
  objects: nowhere,
  touching: nowhere,
}
