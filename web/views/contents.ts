/** What each view shows beside the one that the page begins with: the file that is loaded when it is first opened. */

import type { ComponentType } from 'react'
import type { OtherViewId } from './registry.ts'

export const contents: Readonly<Record<OtherViewId, () => Promise<ComponentType>>> = {
  timeline: async () => (await import('../timeline/TimelineView.tsx')).TimelineView,
  claims: async () => (await import('./claims/ClaimsView.tsx')).ClaimsView,
  guarantees: async () => (await import('./guarantees/GuaranteesView.tsx')).GuaranteesView,
  fixes: async () => (await import('./fixes/FixesView.tsx')).FixesView,
  objects: async () => (await import('../objects/ObjectsView.tsx')).ObjectsView,
  states: async () => (await import('../states/StatesView.tsx')).StatesView,
  compare: async () => (await import('../compare/CompareView.tsx')).CompareView,
}
