/** The window's title names the scenario, so that tabs and the browser's history can be told apart. */

import type { App } from '../store/app.ts'
import { scenarioMeta } from '../store/catalogue.ts'
import { openedOf } from '../store/run.ts'
import { defaultView, views } from '../views/registry.ts'

/** Returns the way to stop. */
export function keepTitle(app: App, document: Document): () => void {
  const { title: plain } = document
  return app.store.subscribe(({ catalogue, run, view }) => {
    const scenario = openedOf(run)?.run.scenario
    const meta = scenario === undefined ? undefined : scenarioMeta(catalogue, scenario)
    const parts = [meta?.title, plain]
    if (view !== defaultView) parts.unshift(views[view].title)
    const title = parts.filter((part) => part !== undefined).join(' – ')
    if (document.title !== title) document.title = title
  })
}
