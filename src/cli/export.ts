/** `heddle export`: writes a scenario as a model for another checker. */

import { StateSearch } from '../explore/state-search.ts'
import type { Machine } from '../machine/machine.ts'
import { exportPromela } from '../share/promela/export.ts'
import type { Widths } from '../share/promela/variables.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { prepare } from '../worker/prepare.ts'
import { single } from './args.ts'
import { type Args, type Command, type Outcome, refused, type Tools } from './command.ts'
import { didYouMean } from './nearest.ts'
import { outcomeOf } from './scenarios.ts'
import { scenarioOperand, variantArguments, variantFrom, variantOptions } from './variant.ts'

const languages = ['promela'] as const

/** States looked at to learn how wide the words have to be; a larger space is checked while it is searched. */
const mostStates = 200_000

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write a scenario as a model for another checker',
  operands: [scenarioOperand],
  options: [
    ...variantOptions,
    { name: 'to', value: '<language>', help: `language of the model: ${languages.join(', ')}` },
    {
      name: 'wide',
      value: undefined,
      help: 'give every word 32 bits instead of as few as it needs',
    },
  ],
  notes: [
    'The model has exactly the states of the scenario: Spin stores as many as "heddle check" counts. docs/spin.md tells how to run it, on one machine or on many.',
  ],
  run: exportModel,
}

function exportModel(args: Args, { ask }: Tools): Outcome {
  const variant = variantFrom(args)
  const language = languageFrom(args)
  if (!variant.ok) return refused(variant.error)
  if (!language.ok) return refused(language.error)
  const scenario = args.operands[0] ?? ''
  const prepared = prepare(scenario, variant.value)
  if (!prepared.ok) return outcomeOf(prepared.error, scenario, ask)
  const { machine, def } = prepared.value
  const command = `heddle export ${def.id}${variantArguments(variant.value)} --to promela`
  const about = [`${def.id}: ${def.title}`, `${command} (version ${def.version} of the scenario)`]
  const shared = { about, prints: true }
  const model = exportPromela(
    machine,
    args.switches.has('wide') ? shared : { ...shared, widths: widthsOf(machine) },
  )
  if (!model.ok) return { kind: 'broken', reason: model.error }
  return { kind: 'done', text: model.value, came: 'clean' }
}

function languageFrom(args: Args): Result<(typeof languages)[number], string> {
  const text = single(args, 'to')
  if (!text.ok) return text
  const name = text.value
  if (name === undefined) return fail(`--to is missing; known are ${languages.join(', ')}.`)
  const language = languages.find((known) => known === name)
  if (language !== undefined) return ok(language)
  return fail(`--to is "${name}"; known are ${languages.join(', ')}.${didYouMean(name, languages)}`)
}

function widthsOf(machine: Machine): Widths {
  const search = new StateSearch(machine, 'steps', { states: mostStates, symmetry: false })
  while (!search.advance(65_536));
  const { stats } = search
  return { ranges: search.ranges, isComplete: stats.frontier === 0 && stats.states <= mostStates }
}
