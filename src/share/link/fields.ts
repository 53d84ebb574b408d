/** Reads the fields of a link: those of its run, those of pinned runs, and where the link leads. */

import { type Schedule, scheduleLimits } from '../schedule.ts'
import { readPins } from './pins.ts'
import { linkProblems } from './problems.ts'
import { readRun, readSchedule } from './run-fields.ts'
import { countOf, isLinkKey, isViewId, type LinkState, type LinkText } from './schema.ts'
import type { Tell } from './tell.ts'

export function readFields({ scenario, fields }: LinkText, tell: Tell): LinkState {
  for (const key of fields.keys()) if (!isLinkKey(key)) tell(linkProblems.unknownKey(key))
  const run = readSchedule(fields.get('run'), tell)
  return {
    scenario,
    ...readRun(fields, run, tell),
    at: readAt(fields.get('at'), run, tell),
    view: readView(fields.get('view'), tell),
    pins: readPins(scenario, fields, tell),
  }
}

function readAt(text: string | undefined, run: Schedule | undefined, tell: Tell): number {
  if (text === undefined) return 0
  const at = countOf(text)
  if (at === undefined || at > scheduleLimits.steps) {
    tell(linkProblems.at(text))
    return 0
  }
  if (run === undefined || at <= run.length) return at
  tell(linkProblems.atBeyondRun(at, run.length))
  return run.length
}

function readView(text: string | undefined, tell: Tell): string | undefined {
  if (text === undefined || isViewId(text)) return text
  tell(linkProblems.view(text))
  return undefined
}
