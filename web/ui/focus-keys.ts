/** Keys that a part of the page takes while it has the focus: no commands, but on the help sheet with them. */

import type { Hotkey } from './hotkeys.ts'

export interface FocusKeys {
  readonly keys: readonly Hotkey[]
  readonly title: string
}

export const focusKeys: readonly FocusKeys[] = [
  { keys: ['Enter'], title: 'Diagram: fold or unfold the call at the row' },
  { keys: ['Enter', 'Shift+Enter'], title: 'Search: next, previous hit' },
  { keys: ['ArrowLeft', 'ArrowRight'], title: 'Tabs, and the line beside the source: move' },
]
