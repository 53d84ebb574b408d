/**
 * The views of the page, in the order of their tabs. A view is one entry here: its tab, its key, its place
 * in the link and the file that is loaded when it is first opened all follow from it.
 */

import type { ComponentType } from 'react'
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
export const defaultView: ViewId = 'run'

export interface View {
  /** On the tab. */
  readonly title: string
  /** On the help sheet: an imperative. */
  readonly does: string
  readonly key: Hotkey
  /** It shows the run: the run's keys and the transport go with it, and it fills its place itself. */
  readonly isOfRun?: boolean
  /** Undefined for the view that the page begins with. */
  readonly load: (() => Promise<ComponentType>) | undefined
}

export const views: Readonly<Record<ViewId, View>> = {
  run: {
    title: 'Run',
    does: 'Show the run: source, diagram, steps',
    key: 'Shift+d',
    load: undefined,
  },
  timeline: {
    title: 'Timeline',
    does: 'Show the run, or a trace, with time to the right',
    key: 'Shift+t',
    isOfRun: true,
    load: async () => (await import('../timeline/TimelineView.tsx')).TimelineView,
  },
  claims: {
    title: 'Claims',
    does: 'Show the claims of the mail thread',
    key: 'Shift+c',
    load: async () => (await import('./claims/ClaimsView.tsx')).ClaimsView,
  },
  guarantees: {
    title: 'Guarantees',
    does: 'Show what a caller may do when a function has returned',
    key: 'Shift+g',
    load: async () => (await import('./guarantees/GuaranteesView.tsx')).GuaranteesView,
  },
  fixes: {
    title: 'Fixes',
    does: 'Show which fixes repair what',
    key: 'Shift+f',
    load: async () => (await import('./fixes/FixesView.tsx')).FixesView,
  },
  objects: {
    title: 'Objects',
    does: 'Show the objects and their pointers at the present step',
    key: 'Shift+o',
    isOfRun: true,
    load: async () => (await import('../objects/ObjectsView.tsx')).ObjectsView,
  },
  states: {
    title: 'States',
    does: 'Show the graph of all states, and the interleaving classes',
    key: 'Shift+s',
    isOfRun: true,
    load: async () => (await import('../states/StatesView.tsx')).StatesView,
  },
  compare: {
    title: 'Compare',
    does: 'Compare two runs: where they part and what differs',
    key: 'Shift+k',
    load: async () => (await import('../compare/CompareView.tsx')).CompareView,
  },
}

/** Does the view show the run as it is at the cursor? */
export function showsRun(id: ViewId): boolean {
  return id === defaultView || views[id].isOfRun === true
}

export function viewOf(id: string): ViewId | undefined {
  return viewIds.find((known) => known === id)
}
