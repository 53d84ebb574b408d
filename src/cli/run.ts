/** `heddle run`: plays a schedule and prints the run. */

import type { Variant } from '../ir/program.ts'
import { printLink } from '../share/link/codec.ts'
import { parseSchedule, printSchedule } from '../share/schedule.ts'
import { fail, ok, type Result } from '../util/result.ts'
import type { Answer, Opened, RequestBody, TidyView } from '../worker/protocol.ts'
import { single, wholeNumber } from './args.ts'
import { type Args, type Ask, type Command, type Outcome, refused, type Tools } from './command.ts'
import { printJson } from '../share/json/print-json.ts'
import { runJson } from '../share/json/run-json.ts'
import { outcomeOf, scenariosOf } from './scenarios.ts'
import { sentence } from '../share/text/ascii.ts'
import { runText } from '../share/text/report.ts'
import { scenarioOperand, variantFrom, variantOptions } from './variant.ts'

const widths = { default: 100, min: 40, max: 1000 } as const

export const runCommand: Command = {
  name: 'run',
  summary: 'Play a run of a scenario and print it',
  operands: [scenarioOperand],
  options: [
    ...variantOptions,
    {
      name: 'schedule',
      value: '<b3a2>',
      help: "who runs when; without it the scenario's default run is played as far as it can run",
    },
    { name: 'at', value: '<n>', help: 'play only the first n steps' },
    {
      name: 'tidy',
      value: undefined,
      help: 'print the equivalent run with the fewest switches, and why each is needed',
    },
    { name: 'json', value: undefined, help: 'print JSON as described in docs/json.md' },
    {
      name: 'width',
      value: '<n>',
      help: `columns of the text, ${widths.min} to ${widths.max} (default ${widths.default})`,
    },
    { name: 'unfold', value: undefined, help: 'show every step inside kernel library calls' },
  ],
  notes: [
    'A schedule is a list of thread letters with counts: b3a2 is three steps of thread B, then two of A. a.1 is a step of A that takes alternative 1 of a choice (0 is the default). A given schedule must be able to run to its end.',
  ],
  run,
}

interface Wanted {
  readonly scenario: string
  readonly variant: Variant
  readonly schedule: string | undefined
  readonly at: number | undefined
  readonly width: number
  readonly isTidy: boolean
}

interface Played {
  readonly opened: Opened
  readonly tidy: TidyView | undefined
}

function run(args: Args, { ask }: Tools): Outcome {
  const wanted = readWanted(args)
  if (!wanted.ok) return refused(wanted.error)
  const played = playAsWanted(wanted.value, ask)
  if (!played.ok) return played.error
  const { opened, tidy } = played.value
  const { run: view, report } = opened
  const link = printLink({ ...view, at: view.steps.length, model: view.version })
  const title = scenariosOf(ask).find(({ id }) => id === view.scenario)?.title ?? view.scenario
  const text = args.switches.has('json')
    ? printJson(runJson(view, report, link, tidy))
    : runText(
        { run: view, report, title, link, tidy },
        { width: wanted.value.width, unfolded: args.switches.has('unfold') },
      )
  return { kind: 'done', text, came: view.violations.length > 0 ? 'violated' : 'clean' }
}

function readWanted(args: Args): Result<Wanted, string> {
  const variant = variantFrom(args)
  const schedule = single(args, 'schedule')
  const at = wholeNumber(args, 'at', 0, 100_000)
  const width = wholeNumber(args, 'width', widths.min, widths.max)
  if (!variant.ok) return variant
  if (!schedule.ok) return schedule
  if (!at.ok) return at
  if (!width.ok) return width
  return ok({
    scenario: args.operands[0] ?? '',
    variant: variant.value,
    schedule: schedule.value,
    at: at.value,
    width: width.value ?? widths.default,
    isTidy: args.switches.has('tidy'),
  })
}

function playAsWanted(wanted: Wanted, ask: Ask): Result<Played, Outcome> {
  const opened = play(wanted, ask)
  if (!opened.ok) return opened
  if (!wanted.isTidy) return ok({ opened: opened.value, tidy: undefined })
  const { scenario, variant } = wanted
  const { schedule } = opened.value.run
  const request: RequestBody = { kind: 'tidy', spec: { scenario, variant, schedule } }
  const answer = ask(request)
  if (answer.kind !== 'tidied') return fail(failure(answer, scenario, ask))
  return ok({ opened: { ...answer.opened, report: opened.value.report }, tidy: answer.tidy })
}

function play(wanted: Wanted, ask: Ask): Result<Opened, Outcome> {
  const { schedule, at } = wanted
  const whole = open(wanted, schedule, ask)
  if (!whole.ok) return whole
  const { run: view, report } = whole.value
  if (schedule !== undefined && report.kind === 'stopped') {
    return fail(refused(cannotRun(schedule, report.at, report.reason)))
  }
  if (at === undefined) return whole
  if (at > view.steps.length) {
    return fail(refused(`--at is ${at}, but the run has only ${view.steps.length} steps.`))
  }
  const steps = parseSchedule(view.schedule)
  return open(wanted, steps.ok ? printSchedule(steps.value.slice(0, at)) : view.schedule, ask)
}

function open(
  { scenario, variant }: Wanted,
  schedule: string | undefined,
  ask: Ask,
): Result<Opened, Outcome> {
  const answer = ask({ kind: 'run', scenario, variant, schedule })
  return answer.kind === 'opened' ? ok(answer.opened) : fail(failure(answer, scenario, ask))
}

function failure(answer: Answer, scenario: string, ask: Ask): Outcome {
  if (answer.kind === 'failed') return outcomeOf(answer.error, scenario, ask)
  return { kind: 'broken', reason: `asked for a run, got an answer of kind ${answer.kind}` }
}

/** Names the step by its place in the schedule, because counts make it hard to find. */
function cannotRun(schedule: string, at: number, reason: string): string {
  const steps = parseSchedule(schedule)
  const all = steps.ok ? steps.value : []
  const before = printSchedule(all.slice(0, at))
  const step = printSchedule(all.slice(at, at + 1))
  const where = before === '' ? 'at its start' : `after "${before.slice(-30)}"`
  return `--schedule cannot run to its end: ${where}, step ${at + 1} ("${step}") is not possible. ${sentence(reason)}`
}
