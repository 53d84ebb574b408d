/** Remembers each run that stays on the page for a moment. The archive is loaded with the first of them. */

import type { App } from '../store/app.ts'

/** Milliseconds without another step or run. */
const settled = 700

/** Returns the way to stop. What cannot be kept is told where the history is shown. */
export function keepHistory(app: App): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const unsubscribe = app.store.subscribe(({ run, cursor }, before) => {
    if (run === before.run && cursor === before.cursor) return
    clearTimeout(timer)
    timer = setTimeout(() => void remember(app), settled)
  })
  return () => {
    clearTimeout(timer)
    unsubscribe()
  }
}

async function remember(app: App): Promise<void> {
  if (app.store.getState().run.kind !== 'ready') return
  try {
    const { archive, entryOf } = await import('./archive.ts')
    const entry = entryOf(app.store.getState(), Date.now())
    if (entry !== undefined) await archive.put(entry)
  } catch {
    // The file could not be loaded: the next run tries again.
  }
}
