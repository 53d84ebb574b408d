/** Which program is meant: the operand and options that all commands about a scenario share. */

import { mutexModels, type Variant } from '../ir/program.ts'
import { defaultMutex, mutexModelOf } from '../share/link/schema.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { single } from './args.ts'
import type { Args, OperandDef, OptionDef } from './command.ts'
import { didYouMean } from './nearest.ts'

export const scenarioOperand: OperandDef = {
  name: '<scenario>',
  help: 'id of a scenario, as "heddle list" names it',
}

export const variantOptions: readonly OptionDef[] = [
  { name: 'fix', value: '<a,b>', help: 'fixes to apply, separated by commas' },
  {
    name: 'mutex',
    value: '<model>',
    help: `mutex model: ${mutexModels.join(', ')} (default ${defaultMutex})`,
  },
]

/** Whether the scenario has such fixes is for the model to say. */
export function variantFrom(args: Args): Result<Variant, string> {
  const text = single(args, 'mutex')
  if (!text.ok) return text
  const name = text.value ?? defaultMutex
  const mutex = mutexModelOf(name)
  if (mutex === undefined) {
    const known = `known are ${mutexModels.join(', ')}.`
    return fail(`There is no mutex model "${name}"; ${known}${didYouMean(name, mutexModels)}`)
  }
  const fixes = (args.values.get('fix') ?? []).flatMap((list) => list.split(','))
  return ok({ fixes: [...new Set(fixes.filter((id) => id !== ''))], mutex })
}

/** The options that name the variant again: ` --fix a,b --mutex ideal`, or nothing. */
export function variantArguments({ fixes, mutex }: Variant): string {
  const fix = fixes.length === 0 ? '' : ` --fix ${fixes.join(',')}`
  return mutex === defaultMutex ? fix : `${fix} --mutex ${mutex}`
}

export function variantText({ fixes, mutex }: Variant): string {
  const list = fixes.length === 0 ? 'no fixes' : `fixes ${fixes.join(', ')}`
  return `${list}, mutex model ${mutex}`
}
