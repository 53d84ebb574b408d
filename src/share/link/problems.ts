/** Everything that is said about damaged links, in one place: what is wrong, what to do, what is kept. */

import { mutexModels } from '../../ir/program.ts'
import type { ScheduleError } from '../schedule.ts'
import {
  defaultMutex,
  type LinkKey,
  type LinkProblem,
  linkLimits,
  type PinLetter,
} from './schema.ts'

const askForWhole = 'Ask for the whole link, or copy it again from where you found it.'
const nothing = 'nothing of it; the page can be used as usual'
const theRest = 'everything else in the link'

/** Parts are quoted verbatim, but a broken link must not flood the message about it. */
function excerpt(text: string): string {
  const shown = Array.from(text.slice(0, 80))
  return shown.length > 40 ? `${shown.slice(0, 40).join('')}…` : shown.join('')
}

function problem(part: string, text: string, kept: string): LinkProblem {
  return { part: excerpt(part), text, kept }
}

const inSettings = 'in the settings of the scenario'

/** The keys that hold lists, and what of. */
const lists = {
  fix: {
    one: 'fix',
    many: 'fixes',
    says: 'names',
    where: 'on the page',
    most: linkLimits.fixes,
  },
  ask: {
    one: 'question',
    many: 'questions',
    says: 'asks',
    where: inSettings,
    most: linkLimits.questions,
  },
  size: { one: 'size', many: 'sizes', says: 'gives', where: inSettings, most: linkLimits.sizes },
} as const satisfies Partial<Record<LinkKey, object>>
type ListKey = keyof typeof lists

export const linkProblems = {
  tooLong: (hash: string) =>
    problem(
      hash,
      `The link has ${hash.length} characters; at most ${linkLimits.hash} are read. No link made here is that long: ${lowerFirst(askForWhole)}`,
      nothing,
    ),

  notALink: (hash: string) =>
    problem(
      hash,
      `A link to a run begins with "#/" and the name of a scenario, as in "#/hmm/device-unregister". ${askForWhole}`,
      nothing,
    ),

  scenario: (path: string) =>
    problem(
      path,
      `This is not the name of a scenario: names consist of small letters, digits and hyphens, with "/" in between, at most ${linkLimits.scenario} characters. ${askForWhole}`,
      nothing,
    ),

  newer: (version: number, current: number, scenario: string | undefined) =>
    problem(
      `v=${version}`,
      `This link was made by a newer version (link format ${version}; this page reads up to ${current}). Reload the page to get the newest version, then open the link again.`,
      scenario === undefined ? nothing : `only the name of the scenario, ${scenario}`,
    ),

  noVersion: (current: number) =>
    problem(
      'v',
      `The link does not say its format: "v=${current}" is missing, so its beginning may be damaged. If what you see is not what you expect, ask for the whole link.`,
      `the link, read as format ${current}`,
    ),

  version: (text: string, current: number) =>
    problem(
      `v=${text}`,
      `"v" is the format of the link, a number; today's links begin with v=${current}. ${askForWhole}`,
      `the link, read as format ${current}`,
    ),

  unknownKey: (key: string) =>
    problem(
      key,
      'This part of the link has no meaning here. It is harmless; the link may have been changed on its way.',
      theRest,
    ),

  noValue: (key: string) =>
    problem(
      key,
      `After "${excerpt(key)}" there is no "=" with a value: the link seems to have been cut off here. ${askForWhole}`,
      theRest,
    ),

  twice: (key: string, first: string, second: string) =>
    problem(
      `${key}=${second}`,
      `"${key}" stands in the link more than once. Check that the run shown is the one that was meant.`,
      `the first one, ${excerpt(`${key}=${first}`)}`,
    ),

  id: (key: 'fix' | 'ask', id: string) => {
    const { one, many, where } = lists[key]
    return problem(
      `${key}=${id}`,
      `"${excerpt(id)}" is not the name of a ${one}: names consist of small letters, digits and hyphens. Choose the ${one} ${where} instead.`,
      `the other ${many} of the link`,
    )
  },

  tooMany: (key: ListKey, count: number) => {
    const { says, many, most } = lists[key]
    return problem(
      key,
      `The link ${says} ${count} ${many}; at most ${most} are read. Choose the others on the page.`,
      `the first ${most} ${many}`,
    )
  },

  size: (text: string) =>
    problem(
      `size=${text}`,
      `"${excerpt(text)}" is not a size: a size is a name and a number from 1, as in "devices:2". Choose it ${inSettings} instead.`,
      'the other sizes of the link, and 1 here',
    ),

  sizeTwice: (text: string) =>
    problem(
      `size=${text}`,
      `The link gives this size more than once. Check ${inSettings} that it is the one that was meant.`,
      'the first one',
    ),

  mutex: (text: string) =>
    problem(
      `mutex=${text}`,
      `There is no such mutex model; known are ${mutexModels.join(', ')}. Choose one on the page.`,
      `the default mutex model, ${defaultMutex}`,
    ),

  model: (text: string) =>
    problem(
      `model=${text}`,
      '"model" is the version of the scenario, a number from 1. Without it only the checksum can tell whether the scenario has changed since.',
      theRest,
    ),

  at: (text: string) =>
    problem(
      `at=${text}`,
      '"at" is the step that the link shows, a number from 0. Go to the step that was meant.',
      'the run, shown from its start',
    ),

  atBeyondRun: (at: number, steps: number) =>
    problem(
      `at=${at}`,
      `The link shows step ${at}, but its run has only ${steps}: its end seems to be missing. ${askForWhole}`,
      `the run, shown at its last step, ${steps}`,
    ),

  view: (text: string) =>
    problem(
      `view=${text}`,
      '"view" names what the page shows of the run: small letters and hyphens. Choose a view by its tab.',
      'the run itself',
    ),

  checksum: (text: string) =>
    problem(
      `sum=${text}`,
      '"sum" is the checksum of the final state, six letters and digits. Without it nobody can tell whether the run shown ends as the sender saw it.',
      theRest,
    ),

  emptyRun: () =>
    problem(
      'run=',
      `The run has no steps: the link seems to have been cut off here. ${askForWhole}`,
      'the scenario before its first step',
    ),

  run: (error: ScheduleError, kept: string) =>
    problem(
      `run=…${error.part}`,
      `${error.message} The run is damaged or cut off from there on. ${askForWhole}`,
      keptSteps(error.prefix.length, kept),
    ),

  pins: (text: string) =>
    problem(
      `pins=${text}`,
      '"pins" says which runs are pinned to be compared: a, b or ab. Pin them in the view Compare.',
      `${theRest}, also the pinned runs that are there`,
    ),

  noPin: (letter: PinLetter) =>
    problem(
      'pins',
      `The pinned run ${letter.toUpperCase()} is not there: the link seems to have been cut off after its run. ${askForWhole}`,
      theRest,
    ),

  pinOf: (text: string) =>
    problem(
      `of=${text}`,
      `This is not the name of a scenario, and a pinned run only means something in its scenario. ${askForWhole}`,
      'nothing',
    ),

  pinWithoutRun: (letter: PinLetter) =>
    problem(
      'run',
      `The pinned run ${letter.toUpperCase()} has no steps: the link seems to have been cut off. ${askForWhole}`,
      'nothing',
    ),

  more: (count: number) =>
    problem(
      '…',
      `The link has ${count} more problems like these. It was probably not made here. ${askForWhole}`,
      theRest,
    ),
}

function keptSteps(count: number, schedule: string): string {
  if (count === 0) return 'the scenario before its first step'
  return count === 1
    ? `the first step, ${schedule}`
    : `the first ${count} steps, ${excerpt(schedule)}`
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
