/** Which of the dialogs over the page is open: one at most. */

import type { App } from './app.ts'

export type Overlay =
  /** `query` is what is typed in it to begin with. */
  | { readonly kind: 'palette'; readonly query: string }
  | { readonly kind: 'settings' | 'history' | 'can-happen' | 'export' | 'share' }
  /** `problem`: what is wrong with a file that was dropped or pasted. */
  | { readonly kind: 'open'; readonly problem: string | undefined }

export function openOverlay(app: App, overlay: Overlay): void {
  app.store.setState({ overlay })
}

export function closeOverlay(app: App): void {
  app.store.setState({ overlay: undefined })
}
