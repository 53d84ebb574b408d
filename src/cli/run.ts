/** `heddle run`: plays a schedule and prints the run. */

import { printLink } from '../share/link/codec.ts'
import { parseSchedule, printSchedule } from '../share/schedule.ts'
import { fail, ok, type Result } from '../util/result.ts'
import type { Opened, RequestBody, TidyView } from '../worker/protocol.ts'
import { single, wholeNumber } from './args.ts'
import {
  type Args,
  type Ask,
  type Command,
  jsonOption,
  type Outcome,
  refused,
  type Tools,
} from './command.ts'
import { printJson } from '../share/json/print-json.ts'
import { runJson } from '../share/json/run-json.ts'
import { failureOf, openRun, type RunWanted } from './open-run.ts'
import { titleOf } from './scenarios.ts'
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
    jsonOption,
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

interface Wanted extends RunWanted {
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
  const title = titleOf(view.scenario, ask)
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
  if (answer.kind !== 'tidied') return fail(failureOf(answer, scenario, ask))
  return ok({ opened: { ...answer.opened, report: opened.value.report }, tidy: answer.tidy })
}

function play(wanted: Wanted, ask: Ask): Result<Opened, Outcome> {
  const { at } = wanted
  const whole = openRun(wanted, ask)
  if (!whole.ok || at === undefined) return whole
  const { run: view } = whole.value
  if (at > view.steps.length) {
    return fail(refused(`--at is ${at}, but the run has only ${view.steps.length} steps.`))
  }
  const steps = parseSchedule(view.schedule)
  const schedule = steps.ok ? printSchedule(steps.value.slice(0, at)) : view.schedule
  return openRun({ ...wanted, schedule }, ask)
}
