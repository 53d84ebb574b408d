/**
 * Schedules as people read them in links and type them on the command line: `b3a2` is three steps of
 * thread B, then two of A. One step needs no number (`ab3`). A step that takes the alternative k > 0
 * of a choice is written `a.k` and stands alone; alternative 0 is the default and is not written.
 */

import { fail, ok, type Result } from '../util/result.ts'

export interface ScheduleStep {
  /** Letter of the thread, lower case as in the notation: `a` for thread A. */
  readonly lane: string
  /** Which alternative the step takes, 0 to 9; 0 when there is nothing to choose. */
  readonly choice: number
}

export type Schedule = readonly ScheduleStep[]

export interface ScheduleError {
  /** Where the offending part begins, in characters from 1. */
  readonly position: number
  /** The offending part, verbatim, at most 20 characters. */
  readonly part: string
  /** What would have been right there: `a thread letter from a to z`. */
  readonly expected: string
  /** One sentence that says all of the above. */
  readonly message: string
  /** The steps before the offending part. */
  readonly prefix: Schedule
}

/** Bounds that keep a hostile text from costing more than a moment. */
export const scheduleLimits = { characters: 20_000, steps: 100_000, count: 99_999 } as const

/** Reads the notation; the empty text is the empty schedule. */
export function parseSchedule(text: string): Result<Schedule, ScheduleError> {
  const { characters } = scheduleLimits
  if (text.length <= characters) return readTokens(text)
  // The last step may have been cut in two, so it does not count.
  const read = readTokens(text.slice(0, characters).replace(/[a-z][0-9.]*$/, ''))
  if (!read.ok) return read
  const expected = `at most ${characters} characters in all`
  return fail(scheduleError(characters, text.slice(characters), expected, read.value))
}

/** Writes the one canonical form: `parseSchedule` of it gives the same steps again. */
export function printSchedule(schedule: Schedule): string {
  const parts: string[] = []
  let index = 0
  for (;;) {
    const step = schedule[index]
    if (step === undefined) return parts.join('')
    const next = step.choice === 0 ? endOfRepeats(schedule, index) : index + 1
    parts.push(step.lane + suffix(step, next - index))
    index = next
  }
}

function suffix(step: ScheduleStep, times: number): string {
  if (step.choice > 0) return `.${step.choice}`
  return times === 1 ? '' : String(times)
}

function endOfRepeats(schedule: Schedule, from: number): number {
  const lane = schedule[from]?.lane
  const limit = from + scheduleLimits.count
  let index = from + 1
  while (index < limit && schedule[index]?.lane === lane && schedule[index]?.choice === 0) {
    index += 1
  }
  return index
}

function readTokens(text: string): Result<Schedule, ScheduleError> {
  const token = /([a-z])(?:\.([1-9])|([1-9][0-9]{0,4}))?/y
  const steps: ScheduleStep[] = []
  for (let index = 0; index < text.length; index = token.lastIndex) {
    token.lastIndex = index
    const [whole, lane = '', choice, count] = token.exec(text) ?? []
    if (whole === undefined || isCutShort(text, index + whole.length, whole)) {
      return fail(malformed(text, index, steps))
    }
    const times = Number(count ?? 1)
    if (steps.length + times > scheduleLimits.steps) {
      const expected = `at most ${scheduleLimits.steps} steps in all`
      return fail(scheduleError(index, whole, expected, steps))
    }
    const step: ScheduleStep = { lane, choice: Number(choice ?? 0) }
    for (let i = 0; i < times; i += 1) steps.push(step)
  }
  return ok(steps)
}

/** `a0`, `a.`, `a.12`, `a100000`: reading only the beginning of these would mean something else. */
function isCutShort(text: string, end: number, whole: string): boolean {
  const next = text.charAt(end)
  return (next >= '0' && next <= '9') || (next === '.' && whole.length === 1)
}

function malformed(text: string, index: number, prefix: Schedule): ScheduleError {
  const [step] = /^[a-z][0-9.]*/.exec(text.slice(index)) ?? []
  if (step === undefined) {
    const part = String.fromCodePoint(text.codePointAt(index) ?? 0)
    const how = /[A-Z]/.test(part) ? ' in lower case' : ''
    return scheduleError(index, part, `a thread letter from a to z${how}`, prefix)
  }
  const expected = step.startsWith('.', 1)
    ? 'one digit from 1 to 9 after the dot'
    : `a count from 1 to ${scheduleLimits.count} without leading zeros`
  return scheduleError(index, step, expected, prefix)
}

function scheduleError(
  index: number,
  offending: string,
  expected: string,
  prefix: Schedule,
): ScheduleError {
  const position = index + 1
  const part = offending.slice(0, 20)
  return {
    position,
    part,
    expected,
    message: `Cannot read the schedule at character ${position}, "${part}": expected ${expected}.`,
    prefix,
  }
}
