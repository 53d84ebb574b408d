/** `heddle fixes`: every set of fixes against every failure, and the smallest sets that repair all. */

import type { ScenarioDef } from '../ir/program.ts'
import { scenarios } from '../models/catalogue.ts'
import { fail, ok, type Result } from '../util/result.ts'
import {
  type FixSet,
  type FixSetRequest,
  type FixSetResult,
  FixSetTask,
} from '../worker/fix-sets.ts'
import { wholeNumber } from './args.ts'
import {
  type Args,
  type Command,
  jsonOption,
  type Outcome,
  refused,
  type Tools,
} from './command.ts'
import { type CostJson, costOf } from './json/cost-json.ts'
import { printJson } from '../share/json/print-json.ts'
import { didYouMean } from './nearest.ts'
import { ascii } from '../share/text/ascii.ts'
import { wrap } from '../share/text/wrap.ts'
import { programOptions, variantFrom } from './variant.ts'

const defaultStates = 1_000_000
const defaultMost = 3

export const fixesCommand: Command = {
  name: 'fixes',
  summary: 'Try every set of fixes, and name the smallest sets that repair everything',
  operands: [
    { name: '<scenario>', help: 'id of a scenario; several are judged together', many: true },
  ],
  options: [
    ...programOptions.filter(({ name }) => name === 'mutex'),
    {
      name: 'most',
      value: '<n>',
      help: `try sets of up to that many fixes (default ${defaultMost})`,
    },
    { name: 'max-states', value: '<n>', help: 'stop each search at that many states' },
    jsonOption,
  ],
  notes: [
    'Sets whose fixes exclude each other are left out. A set repairs when nothing goes wrong in any interleaving of any of the scenarios, and every search was exhausted.',
    'Exit status 0 when some set repairs everything, 1 when none does, 3 when a limit leaves it open.',
  ],
  run: fixes,
}

function fixes(args: Args, { now, peakMemory }: Tools): Outcome {
  const variant = variantFrom(args)
  const maxStates = wholeNumber(args, 'max-states', 1, 999_999_999)
  const most = wholeNumber(args, 'most', 0, 20)
  const defs = scenariosNamed(args.operands)
  if (!variant.ok) return refused(variant.error)
  if (!maxStates.ok) return refused(maxStates.error)
  if (!most.ok) return refused(most.error)
  if (!defs.ok) return refused(defs.error)
  const { mutex } = variant.value
  const request = {
    scenarios: defs.value,
    mutex,
    mostFixes: most.value ?? defaultMost,
    maxStates: maxStates.value ?? defaultStates,
  }
  const task = new FixSetTask(request, now)
  while (!task.advance(1_000));
  const result = task.result()
  const text = args.switches.has('json')
    ? printJson(fixesJson(defs.value, request, result, costOf(task.tally, peakMemory())))
    : fixesText(defs.value, request, result)
  return { kind: 'done', text, came: statuses[verdictOf(result)] }
}

const statuses = { proved: 'clean', violated: 'violated', bounded: 'bounded' } as const

/** `bounded` when some set might repair everything, but its search stopped before it was done. */
function verdictOf({ minimal, sets }: FixSetResult): keyof typeof statuses {
  if (minimal.length > 0) return 'proved'
  const isOpen = ({ cells }: FixSet): boolean =>
    cells.every(({ failures }) => failures.length === 0)
  return sets.some(isOpen) ? 'bounded' : 'violated'
}

function scenariosNamed(ids: readonly string[]): Result<readonly ScenarioDef[], string> {
  const known = scenarios.map(({ id }) => id)
  const found: ScenarioDef[] = []
  for (const id of ids) {
    const def = scenarios.find((each) => each.id === id)
    if (def === undefined) {
      return fail(
        `There is no scenario "${id}". Known: ${known.join(', ')}.${didYouMean(id, known)}`,
      )
    }
    found.push(def)
  }
  return ok(found)
}

const width = 100

function fixesText(
  defs: readonly ScenarioDef[],
  { mutex, mostFixes }: FixSetRequest,
  result: FixSetResult,
): string {
  const lines = [
    `Fixes of ${defs.map(({ id }) => id).join(', ')}, mutex model ${mutex}`,
    '',
    ...result.fixes.flatMap(({ id, title }) => wrap(`${id}: ${title}`, width, 4)),
    '',
    `${result.possible} sets of up to ${mostFixes} fixes. Each fix alone, and what still goes wrong:`,
    '',
    ...result.sets.filter((set) => set.fixes.length <= 1).flatMap(setText),
    '',
    ...minimalText(result),
  ]
  return `${lines.map(ascii).join('\n')}\n`
}

function setText(set: FixSet): readonly string[] {
  const failures = set.cells.flatMap(({ scenario, failures: names, limit }) => [
    ...names.map(({ name }) => (set.cells.length > 1 ? `${name} (${scenario})` : name)),
    ...(limit === undefined ? [] : [`stopped at ${limit} in ${scenario}`]),
  ])
  const name = set.fixes.length === 0 ? 'none' : set.fixes.join(' + ')
  return wrap(`${name}: ${failures.length === 0 ? 'nothing' : failures.join(', ')}`, width, 4)
}

function minimalText({ minimal }: FixSetResult): readonly string[] {
  if (minimal.length === 0) return ['No set of these sizes repairs everything.']
  return [
    'Smallest sets that repair everything:',
    ...minimal.map((set) => `  ${set.length === 0 ? '(none needed)' : set.join(' + ')}`),
  ]
}

function fixesJson(
  defs: readonly ScenarioDef[],
  { mutex, mostFixes }: FixSetRequest,
  result: FixSetResult,
  cost: CostJson,
): unknown {
  return {
    version: 1,
    ...cost,
    verdict: verdictOf(result),
    scenarios: defs.map(({ id }) => id),
    mutex,
    mostFixes,
    fixes: result.fixes.map(({ id, title }) => ({ id, title })),
    sets: result.sets.map(({ fixes: ids, cells, repairs }) => ({
      fixes: ids,
      repairs,
      scenarios: cells.map(({ scenario, failures, limit, states }) => ({
        scenario,
        failures,
        ...(limit === undefined ? {} : { limit }),
        states,
      })),
    })),
    minimal: result.minimal,
  }
}
