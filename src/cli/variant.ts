/** Which program is meant: the operand and options that all commands about a scenario share. */

import { mutexModels, type Variant } from '../ir/program.ts'
import { variantOf } from '../ir/variant.ts'
import { printSizes } from '../share/link/codec.ts'
import { defaultMutex, mutexModelOf } from '../share/link/schema.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { single } from './args.ts'
import type { Args, OperandDef, OptionDef } from './command.ts'
import { didYouMean } from './nearest.ts'

export const scenarioOperand: OperandDef = {
  name: '<scenario>',
  help: 'id of a scenario, as "heddle list" names it',
}

/** All of a variant but its fixes. */
export const programOptions: readonly OptionDef[] = [
  {
    name: 'mutex',
    value: '<model>',
    help: `mutex model: ${mutexModels.join(', ')} (default ${defaultMutex})`,
  },
  {
    name: 'ask',
    value: '<a,b>',
    help: 'questions to ask, separated by commas: properties to watch for, liberties that a caller takes',
  },
  {
    name: 'size',
    value: '<name=n>',
    help: 'how many there are of something, as in devices=2,processes=2 (default 1 each)',
  },
]

export const variantOptions: readonly OptionDef[] = [
  { name: 'fix', value: '<a,b>', help: 'fixes to apply, separated by commas' },
  ...programOptions,
]

/** Whether the scenario has such fixes, questions and sizes is for the model to say. */
export function variantFrom(args: Args): Result<Variant, string> {
  const text = single(args, 'mutex')
  if (!text.ok) return text
  const name = text.value ?? defaultMutex
  const mutex = mutexModelOf(name)
  if (mutex === undefined) {
    const known = `known are ${mutexModels.join(', ')}.`
    return fail(`There is no mutex model "${name}"; ${known}${didYouMean(name, mutexModels)}`)
  }
  const sizes = sizesFrom(args)
  if (!sizes.ok) return sizes
  const [fixes, questions] = [listOf(args, 'fix'), listOf(args, 'ask')]
  return ok(variantOf({ fixes, mutex, questions, sizes: sizes.value }))
}

/** The values of an option that takes lists and may be repeated, each once. */
function listOf(args: Args, option: string): readonly string[] {
  const all = (args.values.get(option) ?? []).flatMap((list) => list.split(','))
  return [...new Set(all.filter((id) => id !== ''))]
}

function sizesFrom(args: Args): Result<Readonly<Record<string, number>>, string> {
  const sizes = new Map<string, number>()
  for (const text of listOf(args, 'size')) {
    const [, id, count] = /^([^=:]+)[=:]([0-9]{1,3})$/.exec(text) ?? []
    if (id === undefined || count === undefined) {
      return fail(`--size is "${text}"; a name and a number are expected, as in devices=2.`)
    }
    if (sizes.has(id)) return fail(`--size gives "${id}" more than once.`)
    sizes.set(id, Number(count))
  }
  return ok(Object.fromEntries(sizes))
}

/** The options that name the variant again: ` --fix a,b --mutex ideal`, or nothing. */
export function variantArguments({ fixes, mutex, questions = [], sizes = {} }: Variant): string {
  const size = printSizes(sizes)?.replaceAll(':', '=')
  return [
    ...(fixes.length === 0 ? [] : [` --fix ${fixes.join(',')}`]),
    ...(mutex === defaultMutex ? [] : [` --mutex ${mutex}`]),
    ...(questions.length === 0 ? [] : [` --ask ${questions.join(',')}`]),
    ...(size === undefined ? [] : [` --size ${size}`]),
  ].join('')
}
