/**
 * Files that are dropped on the page and text that is pasted outside of text fields. The view of recorded
 * traces takes its own.
 */

import type { Result } from '../../src/util/result.ts'
import type { App } from '../store/app.ts'
import { closeOverlay, openOverlay } from '../store/overlay.ts'

/** Returns the way to stop. */
export function listenToFiles(app: App, window: Window): () => void {
  const isOurs = (): boolean => app.store.getState().view !== 'timeline'
  const open = async (read: () => Promise<string>): Promise<void> => {
    const { openRunText } = await import('../store/open-file.ts')
    const problem = openRunText(app, await read())
    if (problem === undefined) closeOverlay(app)
    else openOverlay(app, { kind: 'open', problem })
  }
  const dragging = (event: DragEvent): void => {
    if (isOurs() && event.dataTransfer?.types.includes('Files') === true) event.preventDefault()
  }
  const dropped = (event: DragEvent): void => {
    const [file] = event.dataTransfer?.files ?? []
    if (!isOurs() || file === undefined || event.defaultPrevented) return
    event.preventDefault()
    void readFile(file).then((read) => {
      if (read.ok) void open(() => Promise.resolve(read.value))
      else openOverlay(app, { kind: 'open', problem: read.error })
    })
  }
  const pasted = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    const isInText =
      event.target instanceof Element && event.target.closest('input, textarea') !== null
    if (!isOurs() || isInText || event.defaultPrevented || !text.trimStart().startsWith('{')) return
    event.preventDefault()
    void open(() => Promise.resolve(text))
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

async function readFile(file: File): Promise<Result<string, string>> {
  const { textOf } = await import('./read-file.ts')
  return textOf(file)
}
