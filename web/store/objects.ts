/** Reading the objects of the run on the page, and letting the steps of one stand out. */

import type { HeapIndex } from '../../src/trace/heap-view.ts'
import { type App, whilePending } from './app.ts'
import { objectsOf, touchingOf } from './heap.ts'
import { openedOf, specKey, specOf } from './run.ts'
import { dismiss, tell } from './tell.ts'

/** Does nothing when they are known, or on their way, for the run on the page. */
export async function loadObjects(app: App): Promise<void> {
  const state = app.store.getState()
  const opened = openedOf(state.run)
  if (opened === undefined || objectsOf(state).kind !== 'idle') return
  const spec = specOf(opened.run)
  const key = specKey(spec)
  app.store.setState({ objects: { kind: 'running', key } })
  const outcome = await whilePending(app, app.client.objects(spec))
  switch (outcome.kind) {
    case 'superseded':
      return
    case 'failed':
      app.store.setState({ objects: { kind: 'failed', key, error: outcome.error } })
      return
    case 'objects':
      app.store.setState({ objects: { kind: 'done', key, heap: outcome.heap } })
      return
  }
}

/** Dims the steps that do not touch the object; again: shows all alike. */
export function toggleTouching(app: App, object: HeapIndex): void {
  const state = app.store.getState()
  const phase = objectsOf(state)
  const opened = openedOf(state.run)
  if (phase.kind !== 'done' || opened === undefined) return
  if (touchingOf(state)?.object === object) {
    clearTouching(app)
    return
  }
  const found = phase.heap.objects[object]
  if (found === undefined) return
  const { name, kind, touched } = found
  const what = kind === 'thread' ? `are of thread ${name}` : `touch ${name}`
  const text = `${touched.length} of ${opened.run.steps.length} steps ${what}; the others are dimmed.`
  app.store.setState({ touching: { key: phase.key, object, name, steps: new Set(touched) } })
  tell(app, { topic: 'explain', tone: 'info', text })
}

/** Shows all steps alike again; false when they are. */
export function clearTouching(app: App): boolean {
  if (touchingOf(app.store.getState()) === undefined) return false
  app.store.setState({ touching: undefined })
  dismiss(app, 'explain')
  return true
}
