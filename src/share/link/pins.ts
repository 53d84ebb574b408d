/** Reads the pinned runs of a link, by the same rules as the run itself: a bad field costs only itself. */

import { printSchedule } from '../schedule.ts'
import { readRun, readSchedule } from './run-fields.ts'
import { linkProblems } from './problems.ts'
import {
  isScenarioId,
  type LinkFields,
  type LinkPin,
  type LinkPins,
  type LinkProblem,
  type PinLetter,
  pinKeys,
  pinLetters,
} from './schema.ts'
import type { Tell } from './tell.ts'

/** Undefined when there is none. */
export function readPins(scenario: string, fields: LinkFields, tell: Tell): LinkPins | undefined {
  const found: [PinLetter, LinkPin][] = []
  const announced = readAnnounced(fields.get('pins'), tell)
  for (const letter of pinLetters) {
    const own = fieldsOf(fields, letter)
    const pin = readPin(scenario, letter, own, (problem) => tell(ofPin(letter, problem)))
    if (pin !== undefined) found.push([letter, pin])
    else if (own.size === 0 && announced.includes(letter)) tell(linkProblems.noPin(letter))
  }
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

function readAnnounced(text: string | undefined, tell: Tell): string {
  if (text === undefined || ['a', 'b', 'ab'].includes(text)) return text ?? ''
  tell(linkProblems.pins(text))
  return ''
}

/** Without the letter of the pin. */
function fieldsOf(fields: LinkFields, letter: PinLetter): LinkFields {
  const own = new Map<string, string>()
  for (const key of pinKeys) {
    const text = fields.get(`${letter}-${key}`)
    if (text !== undefined) own.set(key, text)
  }
  return own
}

function readPin(
  scenario: string,
  letter: PinLetter,
  own: LinkFields,
  tell: Tell,
): LinkPin | undefined {
  if (own.size === 0) return undefined
  const of = own.get('of') ?? scenario
  if (!isScenarioId(of)) {
    tell(linkProblems.pinOf(of))
    return undefined
  }
  const schedule = readSchedule(own.get('run'), tell)
  if (schedule === undefined) {
    tell(linkProblems.pinWithoutRun(letter))
    return undefined
  }
  return {
    ...readRun(own, schedule, tell),
    scenario: of,
    schedule: printSchedule(schedule),
  }
}

/** What is wrong with a field of a pin is said as of the run's own. */
export function ofPin(letter: PinLetter, { part, text, kept }: LinkProblem): LinkProblem {
  return {
    part: `${letter}-${part}`,
    text,
    kept: `of the pinned run ${letter.toUpperCase()}: ${kept}`,
  }
}
