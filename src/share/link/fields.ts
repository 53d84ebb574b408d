/** Reads the fields of a link, each on its own: a bad one costs only itself. */

import type { MutexModel } from '../../ir/program.ts'
import { parseSchedule, printSchedule, type Schedule, scheduleLimits } from '../schedule.ts'
import { linkProblems } from './problems.ts'
import {
  countOf,
  defaultMutex,
  emptyRun,
  isChecksum,
  isFixId,
  linkKeys,
  linkLimits,
  type LinkState,
  type LinkText,
  mutexModelOf,
} from './schema.ts'
import type { Tell } from './tell.ts'

export function readFields({ scenario, fields }: LinkText, tell: Tell): LinkState {
  const known: readonly string[] = linkKeys
  for (const key of fields.keys()) if (!known.includes(key)) tell(linkProblems.unknownKey(key))
  const run = readRun(fields.get('run'), tell)
  return {
    scenario,
    fixes: readFixes(fields.get('fix'), tell),
    mutex: readMutex(fields.get('mutex'), tell),
    schedule: run === undefined ? undefined : printSchedule(run),
    at: readAt(fields.get('at'), run, tell),
    checksum: readChecksum(fields.get('sum'), tell),
    model: readModel(fields.get('model'), tell),
  }
}

function readFixes(text: string | undefined, tell: Tell): readonly string[] {
  if (text === undefined) return []
  const fixes = new Set<string>()
  for (const id of text.split(',')) {
    if (isFixId(id)) fixes.add(id)
    else tell(linkProblems.fix(id))
  }
  if (fixes.size > linkLimits.fixes) tell(linkProblems.tooManyFixes(fixes.size))
  return [...fixes].slice(0, linkLimits.fixes)
}

function readMutex(text: string | undefined, tell: Tell): MutexModel {
  if (text === undefined) return defaultMutex
  const model = mutexModelOf(text)
  if (model === undefined) tell(linkProblems.mutex(text))
  return model ?? defaultMutex
}

function readRun(text: string | undefined, tell: Tell): Schedule | undefined {
  if (text === undefined) return undefined
  if (text === emptyRun) return []
  if (text === '') tell(linkProblems.emptyRun())
  const run = parseSchedule(text)
  if (run.ok) return run.value
  tell(linkProblems.run(run.error, printSchedule(run.error.prefix)))
  return run.error.prefix
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

function readChecksum(text: string | undefined, tell: Tell): string | undefined {
  if (text === undefined || isChecksum(text)) return text
  tell(linkProblems.checksum(text))
  return undefined
}

function readModel(text: string | undefined, tell: Tell): number | undefined {
  if (text === undefined) return undefined
  const model = countOf(text)
  if (model !== undefined && model > 0) return model
  tell(linkProblems.model(text))
  return undefined
}
