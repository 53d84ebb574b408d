/** `heddle export`: writes a run for people and other tools, or a scenario as a model for another checker. */

import { StateSearch } from '../explore/state-search.ts'
import type { Variant } from '../ir/program.ts'
import type { Machine } from '../machine/machine.ts'
import { exportPromela } from '../share/promela/export.ts'
import type { Widths } from '../share/promela/variables.ts'
import { textVariants } from '../share/text/two-column/carrier.ts'
import { prepare } from '../worker/prepare.ts'
import { oneOf, single } from './args.ts'
import { type Args, type Command, type Outcome, refused, type Tools } from './command.ts'
import { runFormats, writeRun } from './export-run.ts'
import { outcomeOf } from './scenarios.ts'
import { scenarioOperand, variantArguments, variantFrom, variantOptions } from './variant.ts'

const formats = [...runFormats, 'promela'] as const
const themes = ['light', 'dark', 'auto'] as const

/** States looked at to learn how wide the words have to be; a larger space is checked while it is searched. */
const mostStates = 200_000

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write a run as text, drawing or trace, or a scenario as a model for another checker',
  operands: [scenarioOperand],
  options: [
    ...variantOptions,
    { name: 'to', value: '<format>', help: `what to write: ${formats.join(', ')}` },
    {
      name: 'schedule',
      value: '<b3a2>',
      help: "the run; without it the scenario's default run (all but promela)",
    },
    {
      name: 'variant',
      value: '<where>',
      help: `where the text is to stand: ${textVariants.join(', ')} (default commit)`,
    },
    { name: 'cpus', value: undefined, help: 'call the columns of the text CPU0, CPU1, ...' },
    {
      name: 'bare',
      value: undefined,
      help: 'only the diagram, without sentences above and below it (text)',
    },
    { name: 'theme', value: '<name>', help: `of the drawing: ${themes.join(', ')} (default auto)` },
    {
      name: 'unfold',
      value: undefined,
      help: 'show every step inside kernel library calls (text, svg, mermaid)',
    },
    {
      name: 'wide',
      value: undefined,
      help: 'give every word 32 bits instead of as few as it needs (promela)',
    },
  ],
  notes: [
    'text: two columns as in commit messages, 72 characters wide, safe for git am. svg: a drawing that stands alone. json: as docs/json.md describes; the page opens it. perfetto: trace events for ui.perfetto.dev. mermaid: a sequence diagram.',
    'promela: the model has exactly the states of the scenario: Spin stores as many as "heddle check" counts. docs/spin.md tells how to run it, on one machine or on many.',
  ],
  run: exportAs,
}

function exportAs(args: Args, tools: Tools): Outcome {
  const variant = variantFrom(args)
  const format = oneOf(args, 'to', formats)
  if (!variant.ok) return refused(variant.error)
  if (!format.ok) return refused(format.error)
  switch (format.value) {
    case undefined:
      return refused(`--to is missing; known are ${formats.join(', ')}.`)
    case 'promela':
      return exportModel(args, variant.value, tools)
    default:
      return exportRun(args, variant.value, format.value, tools)
  }
}

function exportRun(
  args: Args,
  variant: Variant,
  format: (typeof runFormats)[number],
  { ask }: Tools,
): Outcome {
  const schedule = single(args, 'schedule')
  const where = oneOf(args, 'variant', textVariants)
  const theme = oneOf(args, 'theme', themes)
  if (!schedule.ok) return refused(schedule.error)
  if (!where.ok) return refused(where.error)
  if (!theme.ok) return refused(theme.error)
  return writeRun(
    { scenario: args.operands[0] ?? '', variant, schedule: schedule.value },
    {
      format,
      where: where.value ?? 'commit',
      theme: theme.value ?? 'auto',
      labels: args.switches.has('cpus') ? 'cpus' : 'threads',
      prose: !args.switches.has('bare'),
      unfolded: args.switches.has('unfold'),
    },
    ask,
  )
}

function exportModel(args: Args, variant: Variant, { ask }: Tools): Outcome {
  const scenario = args.operands[0] ?? ''
  const prepared = prepare(scenario, variant)
  if (!prepared.ok) return outcomeOf(prepared.error, scenario, ask)
  const { machine, def } = prepared.value
  const command = `heddle export ${def.id}${variantArguments(variant)} --to promela`
  const about = [`${def.id}: ${def.title}`, `${command} (version ${def.version} of the scenario)`]
  const shared = { about, prints: true }
  const model = exportPromela(
    machine,
    args.switches.has('wide') ? shared : { ...shared, widths: widthsOf(machine) },
  )
  if (!model.ok) return { kind: 'broken', reason: model.error }
  return { kind: 'done', text: model.value, came: 'clean' }
}

function widthsOf(machine: Machine): Widths {
  const search = new StateSearch(machine, 'steps', { states: mostStates, symmetry: false })
  while (!search.advance(65_536));
  const { stats } = search
  return { ranges: search.ranges, isComplete: stats.frontier === 0 && stats.states <= mostStates }
}
