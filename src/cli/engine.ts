/** Limits of the engines over interleaving classes, and what these print: for scenarios and benchmark programs. */

import { ok, type Result } from '../util/result.ts'
import type { ClassResult } from '../worker/class-task.ts'
import type { FindingView } from '../worker/search-protocol.ts'
import { counted, secondsText } from '../util/amounts.ts'
import { effortText } from '../worker/search-words.ts'
import { sentence } from '../share/text/ascii.ts'
import { wrap } from '../share/text/wrap.ts'
import { wholeNumber } from './args.ts'
import type { Args, OptionDef, Outcome } from './command.ts'

/** Where nobody says how many: minutes at most, and the same on every machine. */
export const defaultRuns = 1_000_000

export const classStatuses = {
  proved: 'clean',
  violated: 'violated',
  bounded: 'bounded',
} as const satisfies Record<ClassResult['verdict'], (Outcome & { readonly kind: 'done' })['came']>

export const maxRunsOption: OptionDef = {
  name: 'max-runs',
  value: '<n>',
  help: `stop the search by classes at that many runs (default ${defaultRuns})`,
}

export const maxSecondsOption: OptionDef = {
  name: 'max-seconds',
  value: '<n>',
  help: 'stop after that time',
}

export interface ClassLimitsWanted {
  readonly runs: number
  readonly seconds: number | undefined
}

export function classLimitsFrom(args: Args): Result<ClassLimitsWanted, string> {
  const runs = wholeNumber(args, 'max-runs', 1, 999_999_999)
  const seconds = wholeNumber(args, 'max-seconds', 1, 999_999_999)
  if (!runs.ok) return runs
  return seconds.ok ? ok({ runs: runs.value ?? defaultRuns, seconds: seconds.value }) : seconds
}

const width = 100

/** `commandFor` names the command that plays a run; undefined where there is none. */
export function classLines(
  result: ClassResult,
  commandFor: (finding: FindingView) => string | undefined,
): readonly string[] {
  const { report, seconds, findings } = result
  const explored = [
    counted(report.classes, 'class', 'classes'),
    `${report.failing} of them failing`,
    `${report.blocked} blocked`,
    `${report.redundant} redundant`,
    counted(report.runs, 'run'),
    counted(report.steps, 'transition'),
    `depth ${report.longest}`,
  ]
  return [
    ...wrap(verdictText(result), width, 2),
    ...wrap(`explored (${result.engine}): ${explored.join(', ')}`, width, 2),
    `took: ${secondsText(seconds)}`,
    ...findings.flatMap((finding, index) => ['', ...findingLines(finding, index, commandFor)]),
  ]
}

function verdictText({ verdict, findings, limit }: ClassResult): string {
  const reason = limit === undefined ? '' : ` (stopped at ${limit})`
  switch (verdict) {
    case 'proved':
      return 'PROVED: no class shows a failure; data races and endless waits are for --engine states'
    case 'bounded':
      return `BOUNDED: nothing wrong found so far${reason}; this is not a proof`
    case 'violated':
      return `VIOLATED: ${counted(findings.length, 'distinct failure')}${limit === undefined ? '' : `${reason}; there may be more`}`
  }
}

function findingLines(
  finding: FindingView,
  index: number,
  commandFor: (finding: FindingView) => string | undefined,
): readonly string[] {
  const { title, object, lane, text } = finding
  const what = object === undefined ? title : `${title}: ${object}`
  const place = lane === undefined ? '' : `, thread ${lane}`
  const command = commandFor(finding) ?? `schedule: ${finding.schedule}`
  return [
    ...wrap(`${index + 1}. ${what}${place}`, width, 3),
    ...(text === '' ? [] : wrap(sentence(text), width - 3).map((line) => `   ${line}`)),
    `   ${effortText(finding)}`,
    `   ${command}`,
  ]
}
