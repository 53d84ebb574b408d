/** Reads what is said of a run in a link, each field on its own: a bad one costs only itself. */

import type { MutexModel } from '../../ir/program.ts'
import { parseSchedule, printSchedule, type Schedule } from '../schedule.ts'
import { linkProblems } from './problems.ts'
import {
  countOf,
  defaultMutex,
  emptyRun,
  isChecksum,
  isFixId,
  linkLimits,
  type LinkFields,
  type LinkRun,
  mutexModelOf,
} from './schema.ts'
import type { Tell } from './tell.ts'

/** What is said of a run, with its schedule, which was read before. */
export function readRun(fields: LinkFields, schedule: Schedule | undefined, tell: Tell): LinkRun {
  const questions = readIds('ask', linkLimits.questions, fields.get('ask'), tell)
  const sizes = readSizes(fields.get('size'), tell)
  return {
    fixes: readIds('fix', linkLimits.fixes, fields.get('fix'), tell),
    mutex: readMutex(fields.get('mutex'), tell),
    questions: questions.length === 0 ? undefined : questions,
    sizes: sizes.length === 0 ? undefined : Object.fromEntries(sizes),
    schedule: schedule === undefined ? undefined : printSchedule(schedule),
    checksum: readChecksum(fields.get('sum'), tell),
    model: readModel(fields.get('model'), tell),
  }
}

/** Each once, in the order of the link. */
function readIds(
  key: 'fix' | 'ask',
  most: number,
  text: string | undefined,
  tell: Tell,
): readonly string[] {
  if (text === undefined) return []
  const ids = new Set<string>()
  for (const id of text.split(',')) {
    if (isFixId(id)) ids.add(id)
    else tell(linkProblems.id(key, id))
  }
  if (ids.size > most) tell(linkProblems.tooMany(key, ids.size))
  return [...ids].slice(0, most)
}

type Size = readonly [id: string, count: number]

function readSizes(text: string | undefined, tell: Tell): readonly Size[] {
  if (text === undefined) return []
  const sizes = new Map<string, number>()
  for (const part of text.split(',')) {
    const size = sizeOf(part)
    if (size === undefined) tell(linkProblems.size(part))
    else if (sizes.has(size[0])) tell(linkProblems.sizeTwice(part))
    else sizes.set(...size)
  }
  if (sizes.size > linkLimits.sizes) tell(linkProblems.tooMany('size', sizes.size))
  return [...sizes].slice(0, linkLimits.sizes).filter(([, count]) => count !== 1)
}

/** `devices:2` */
function sizeOf(text: string): Size | undefined {
  const colon = text.indexOf(':')
  const id = text.slice(0, Math.max(0, colon))
  const count = countOf(text.slice(colon + 1))
  const isSize = isFixId(id) && count !== undefined && count >= 1 && count <= linkLimits.size
  return isSize ? [id, count] : undefined
}

function readMutex(text: string | undefined, tell: Tell): MutexModel {
  if (text === undefined) return defaultMutex
  const model = mutexModelOf(text)
  if (model === undefined) tell(linkProblems.mutex(text))
  return model ?? defaultMutex
}

export function readSchedule(text: string | undefined, tell: Tell): Schedule | undefined {
  if (text === undefined) return undefined
  if (text === emptyRun) return []
  if (text === '') tell(linkProblems.emptyRun())
  const run = parseSchedule(text)
  if (run.ok) return run.value
  tell(linkProblems.run(run.error, printSchedule(run.error.prefix)))
  return run.error.prefix
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
