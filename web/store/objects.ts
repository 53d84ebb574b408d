/** Reading the objects of the run on the page, and letting the steps of one stand out. */

import type { HeapIndex } from '../../src/trace/heap-view.ts'
import type { App } from './app.ts'
import { objectsOf, touchingOf } from './heap.ts'
import { askOfRun } from './ask-of-run.ts'
import { openedOf } from './run.ts'
import { clearTouching } from './clear-touching.ts'
import { tell } from './tell.ts'

/** Does nothing when they are known, or on their way, for the run on the page. */
export function loadObjects(app: App): Promise<void> {
  return askOfRun(
    app,
    app.store.getState().objects,
    async (spec) => {
      const outcome = await app.client.objects(spec)
      return outcome.kind === 'objects' ? { kind: 'said', view: outcome.heap } : outcome
    },
    (objects) => app.store.setState({ objects }),
  )
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
  const found = phase.view.objects[object]
  if (found === undefined) return
  const { name, kind, touched } = found
  const [what, others] =
    kind === 'thread'
      ? [`are of thread ${name}`, `not of thread ${name}`]
      : [`touch ${name}`, `does not touch ${name}`]
  const text = `${touched.length} of ${opened.run.steps.length} steps ${what}; the others are dimmed.`
  const steps = new Set(touched)
  app.store.setState({ touching: { key: phase.key, object, name, others, steps } })
  tell(app, { topic: 'explain', tone: 'info', text })
}
