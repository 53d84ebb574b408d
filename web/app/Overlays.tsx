/** What lies over the page, nothing at first: what draws it is loaded with the first of it. */

import type { State } from '../store/state.ts'
import { useFact } from '../store/use-app.ts'
import { later } from './later.tsx'

export const Dialogs = later(
  'What was asked for',
  async () => (await import('./Dialogs.tsx')).Dialogs,
)

export function Overlays() {
  return useFact(hasDialog) ? <Dialogs /> : undefined
}

function hasDialog({ helpOpen, damagedLink, overlay, tour }: State): boolean {
  return helpOpen || damagedLink !== undefined || overlay !== undefined || tour !== undefined
}
