/**
 * Files that are dropped on the page and text that is pasted outside of text fields. The view of recorded
 * traces takes its own. What reads them is loaded with the first one.
 */

import type { App } from '../store/app.ts'
import { withLoaded } from '../store/with-loaded.ts'

const withTaking = withLoaded('What opens files', () => import('./take-files.ts'))

/** Returns the way to stop. */
export function listenToFiles(app: App, window: Window): () => void {
  const isOurs = (): boolean => app.store.getState().view !== 'timeline'
  const dragging = (event: DragEvent): void => {
    if (isOurs() && event.dataTransfer?.types.includes('Files') === true) event.preventDefault()
  }
  const dropped = (event: DragEvent): void => {
    const [file] = event.dataTransfer?.files ?? []
    if (!isOurs() || file === undefined || event.defaultPrevented) return
    event.preventDefault()
    void withTaking(app, ({ takeFile }) => takeFile(app, file))
  }
  const pasted = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    const isInText =
      event.target instanceof Element && event.target.closest('input, textarea') !== null
    if (!isOurs() || isInText || event.defaultPrevented || !text.trimStart().startsWith('{')) return
    event.preventDefault()
    void withTaking(app, ({ takeText }) => takeText(app, text))
  }
  window.addEventListener('dragover', dragging)
  window.addEventListener('drop', dropped)
  window.addEventListener('paste', pasted)
  return () => {
    window.removeEventListener('dragover', dragging)
    window.removeEventListener('drop', dropped)
    window.removeEventListener('paste', pasted)
  }
}
