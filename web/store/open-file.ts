/** Opening a run from the text of a file. Whatever is wrong with it is said, and the page stays as it is. */

import { parseRun } from '../../src/share/json/parse-run.ts'
import type { App } from './app.ts'
import { scenariosOf } from './catalogue.ts'
import { checkLink } from './damaged-link.ts'
import { openState } from './link.ts'
import { refuse } from './show.ts'

/** What is wrong, in sentences; undefined when the run is being opened. */
export function openRunText(app: App, text: string): string | undefined {
  const read = parseRun(text)
  if (!read.ok) return isTrace(text) ? traceAdvice : read.error.message
  const { scenario, model, variant, schedule, steps, checksum } = read.value
  const state = { ...variant, scenario, model, schedule, checksum, at: steps }
  const checked = checkLink(
    { kind: 'link', state, problems: [] },
    scenariosOf(app.store.getState().catalogue),
  )
  switch (checked.kind) {
    case 'fine':
      openState(app, checked.state, refuse)
      return undefined
    case 'damaged':
      return checked.link.problems.map((problem) => `${problem.part}: ${problem.text}`).join(' ')
    case 'empty':
      return 'There is no run in this file.'
  }
}

/** A recorded trace is another kind of file, with a view of its own. */
function isTrace(text: string): boolean {
  return /^\s*(?:\[\s*\{|\{[^]{0,2000}?"traceEvents")/.test(text.slice(0, 4000))
}

const traceAdvice =
  'This is a trace, not a run of Heddle. Open the Timeline (Shift+T) and import it there.'
