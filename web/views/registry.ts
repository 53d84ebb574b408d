/**
 * The views of the page, in the order of their tabs. A view is one entry here: its tab, its key and its
 * place in the link all follow from it. The file that is loaded when it is first opened is named in contents.ts.
 */

import type { Hotkey } from '../ui/hotkeys.ts'

/** Stable: they appear in links. */
export const viewIds = [
  'run',
  'timeline',
  'claims',
  'guarantees',
  'fixes',
  'objects',
  'states',
  'compare',
] as const
export type ViewId = (typeof viewIds)[number]

/** What a link without view shows. */
export const defaultView = 'run' satisfies ViewId

/** Loaded when they are first opened. */
export type OtherViewId = Exclude<ViewId, typeof defaultView>

export interface View {
  /** On the tab. */
  readonly title: string
  /** On the help sheet: an imperative. */
  readonly does: string
  readonly key: Hotkey
  /** It shows the run: the run's keys and the transport go with it, and it fills its place itself. */
  readonly isOfRun?: boolean
}

export const views: Readonly<Record<ViewId, View>> = {
  run: {
    title: 'Run',
    does: 'Show the run: source, diagram, steps',
    key: 'Shift+d',
  },
  timeline: {
    title: 'Timeline',
    does: 'Show the run, or a trace, with time to the right',
    key: 'Shift+t',
    isOfRun: true,
  },
  claims: {
    title: 'Claims',
    does: 'Show the claims of the mail thread',
    key: 'Shift+c',
  },
  guarantees: {
    title: 'Guarantees',
    does: 'Show what a caller may do when a function has returned',
    key: 'Shift+g',
  },
  fixes: {
    title: 'Fixes',
    does: 'Show which fixes repair what',
    key: 'Shift+f',
  },
  objects: {
    title: 'Objects',
    does: 'Show the objects and their pointers at the present step',
    key: 'Shift+o',
    isOfRun: true,
  },
  states: {
    title: 'States',
    does: 'Show the graph of all states, and the interleaving classes',
    key: 'Shift+s',
    isOfRun: true,
  },
  compare: {
    title: 'Compare',
    does: 'Compare two runs: where they part and what differs',
    key: 'Shift+k',
  },
}

/** Does the view show the run as it is at the cursor? */
export function showsRun(id: ViewId): boolean {
  return id === defaultView || views[id].isOfRun === true
}

export function viewOf(id: string): ViewId | undefined {
  return viewIds.find((known) => known === id)
}
