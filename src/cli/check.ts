/** `heddle check`: searches all interleavings of a scenario and prints what can go wrong. */

import type { Variant } from '../ir/program.ts'
import type { Minimised } from '../explore/verdict.ts'
import { fail, ok, type Result } from '../util/result.ts'
import type { FindingView, SearchResult } from '../worker/search-protocol.ts'
import { type ClassEngine, classEngines, searchClassesNow } from '../worker/class-task.ts'
import { prepare } from '../worker/prepare.ts'
import { variantText } from '../share/text/variant.ts'
import { conclusionOf } from '../worker/search-words.ts'
import { oneOf, single, wholeNumber } from './args.ts'
import {
  type Args,
  type Command,
  jsonOption,
  type Outcome,
  refused,
  type Tools,
} from './command.ts'
import {
  classLimitsFrom,
  classLines,
  classStatuses,
  maxRunsOption,
  maxSecondsOption,
} from './engine.ts'
import { checkClassesJson, checkJson } from './json/check-json.ts'
import { printJson } from '../share/json/print-json.ts'
import { outcomeOf, scenariosOf } from './scenarios.ts'
import { checkText } from './text/check-report.ts'
import { scenarioOperand, variantArguments, variantFrom, variantOptions } from './variant.ts'

export const finds = ['all', 'shortest', 'switches', 'preemptions'] as const
export type Find = (typeof finds)[number]

const most = 999_999_999

export const checkCommand: Command = {
  name: 'check',
  summary: 'Search all interleavings of a scenario for everything that can go wrong',
  operands: [scenarioOperand],
  options: [
    ...variantOptions,
    {
      name: 'engine',
      value: '<name>',
      help: 'states: every state once (default); optimal, source, sleep: every interleaving class, see "heddle classes"',
    },
    {
      name: 'find',
      value: '<what>',
      help: 'all: every distinct failure, each with its shortest run (default); shortest, switches, preemptions: the one failure whose run has the fewest steps, switches or preemptions',
    },
    {
      name: 'symmetry',
      value: '<on|off>',
      help: 'whether states that differ only in who is who count as one, where the scenario declares it (default: where it pays)',
    },
    { name: 'max-states', value: '<n>', help: 'stop at that many states' },
    maxRunsOption,
    maxSecondsOption,
    jsonOption,
  ],
  notes: [
    'Failures are the same when kind, object, line and thread are. Each comes with a schedule that "heddle run" plays. A switch lets another thread run than before; it is a preemption when the thread before could have gone on.',
    'The verdict is PROVED only when every reachable state was visited, and BOUNDED when a limit, or that of memory, came first and nothing wrong was found: that is not a proof.',
  ],
  run: check,
}

interface Wanted {
  readonly scenario: string
  readonly variant: Variant
  readonly find: Find
  readonly maxStates: number | undefined
  readonly maxSeconds: number | undefined
  readonly symmetry?: boolean
}

function check(args: Args, tools: Tools): Outcome {
  const engine = oneOf(args, 'engine', ['states', ...classEngines])
  if (!engine.ok) return refused(engine.error)
  const { value = 'states' } = engine
  return value === 'states' ? checkStates(args, tools) : checkClasses(args, value, tools)
}

/** These engines have no states to count, and their runs are the least of nothing. */
function checkClasses(args: Args, engine: ClassEngine, tools: Tools): Outcome {
  const stranger = ['max-states', 'find', 'symmetry'].find((name) => args.values.has(name))
  if (stranger !== undefined) {
    return refused(`--${stranger} is for --engine states; --engine ${engine} takes --max-runs.`)
  }
  const variant = variantFrom(args)
  const limits = classLimitsFrom(args)
  if (!variant.ok) return refused(variant.error)
  if (!limits.ok) return refused(limits.error)
  const scenario = args.operands[0] ?? ''
  const prepared = prepare(scenario, variant.value)
  if (!prepared.ok) return outcomeOf(prepared.error, scenario, tools.ask)
  const { def } = prepared.value
  const result = searchClassesNow(prepared.value, engine, limits.value, tools.now)
  const subject = { scenario, variant: prepared.value.variant }
  const text = args.switches.has('json')
    ? printJson(checkClassesJson(subject, def.version, result, tools.peakMemory()))
    : `${[
        def.title,
        `${scenario} (version ${def.version}), ${variantText(subject.variant)}`,
        '',
        ...classLines(result, (finding) => runCommandFor(subject, finding)),
      ].join('\n')}\n`
  return { kind: 'done', text, came: classStatuses[result.verdict] }
}

function runCommandFor(
  { scenario, variant }: Pick<SearchResult, 'scenario' | 'variant'>,
  { schedule }: FindingView,
): string {
  return `heddle run ${scenario}${variantArguments(variant)} --schedule ${schedule}`
}

function checkStates(args: Args, { ask, search, peakMemory }: Tools): Outcome {
  if (args.values.has('max-runs')) {
    return refused(
      `--max-runs is for --engine ${classEngines.join(', ')}; --engine states takes --max-states.`,
    )
  }
  const wanted = readWanted(args)
  if (!wanted.ok) return refused(wanted.error)
  const { find, ...request } = wanted.value
  const searched = search({ ...request, minimised: minimisedFor[find], maxBytes: undefined })
  if (!searched.ok) return outcomeOf(searched.error, request.scenario, ask)
  const meta = scenariosOf(ask).find(({ id }) => id === request.scenario)
  const checked = {
    result: searched.value,
    find,
    shown: chosen(searched.value, find),
    title: meta?.title ?? request.scenario,
    model: meta?.version ?? 1,
  }
  const text = args.switches.has('json')
    ? printJson(checkJson(checked, peakMemory()))
    : checkText(checked)
  return { kind: 'done', text, came: statuses[conclusionOf(searched.value).kind] }
}

const minimisedFor: Readonly<Record<Find, Minimised>> = {
  all: 'steps',
  shortest: 'steps',
  switches: 'switches',
  preemptions: 'preemptions',
}

const statuses = { proved: 'clean', violated: 'violated', bounded: 'bounded' } as const

function readWanted(args: Args): Result<Wanted, string> {
  const variant = variantFrom(args)
  const find = oneOf(args, 'find', finds)
  const maxStates = wholeNumber(args, 'max-states', 1, most)
  const maxSeconds = wholeNumber(args, 'max-seconds', 1, most)
  const symmetry = symmetryFrom(args)
  if (!symmetry.ok) return symmetry
  if (!variant.ok) return variant
  if (!find.ok) return find
  if (!maxStates.ok) return maxStates
  if (!maxSeconds.ok) return maxSeconds
  return ok({
    scenario: args.operands[0] ?? '',
    variant: variant.value,
    find: find.value ?? 'all',
    maxStates: maxStates.value,
    maxSeconds: maxSeconds.value,
    ...(symmetry.value === undefined ? {} : { symmetry: symmetry.value }),
  })
}

function symmetryFrom(args: Args): Result<boolean | undefined, string> {
  const text = single(args, 'symmetry')
  if (!text.ok) return text
  if (text.value === undefined) return ok(undefined)
  if (text.value === 'on' || text.value === 'off') return ok(text.value === 'on')
  return fail(`--symmetry is "${text.value}"; it is on or off.`)
}

/** Runs that only leave the bounds of the model are shown with `all`, never as the one failure. */
function chosen(result: SearchResult, find: Find): readonly FindingView[] {
  const all = result.verdict === 'violated' ? result.findings : []
  if (find === 'all') return all
  const cost = (finding: FindingView): number => finding[costs[find]]
  const [best] = all
    .filter(({ kind }) => kind !== 'bound')
    .toSorted((a, b) => cost(a) - cost(b) || a.steps - b.steps)
  return best === undefined ? [] : [best]
}

const costs = { shortest: 'steps', switches: 'switches', preemptions: 'preemptions' } as const
