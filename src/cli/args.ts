/** Reads the arguments of a command by its table of options; every mistake is named with its part. */

import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '../util/result.ts'
import type { Args, Command, OptionDef } from './command.ts'
import { didYouMean } from './nearest.ts'

export function readArgs(command: Command, argv: readonly string[]): Result<Args, string> {
  const operands: string[] = []
  const values = new Map<string, readonly string[]>()
  const switches = new Set<string>()
  for (const token of tokensOf(command, argv)) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      operands.push(token.value)
      continue
    }
    const option = command.options.find(({ name }) => name === token.name)
    const mistake = optionMistake(command, option, token)
    if (mistake !== undefined) return fail(mistake)
    if (token.value === undefined) switches.add(token.name)
    else values.set(token.name, [...(values.get(token.name) ?? []), token.value])
  }
  const mistake = countMistake(command, operands)
  return mistake === undefined ? ok({ operands, values, switches }) : fail(mistake)
}

/** The value of an option that may be given once. */
export function single(args: Args, name: string): Result<string | undefined, string> {
  const [value, ...others] = args.values.get(name) ?? []
  return others.length === 0 ? ok(value) : fail(`--${name} is given more than once.`)
}

/** The value of an option that has only a few; undefined when it is not given. */
export function oneOf<Name extends string>(
  args: Args,
  option: string,
  names: readonly Name[],
): Result<Name | undefined, string> {
  const text = single(args, option)
  if (!text.ok) return text
  const { value } = text
  if (value === undefined) return ok(undefined)
  const known = names.find((name) => name === value)
  if (known !== undefined) return ok(known)
  return fail(
    `--${option} is "${value}"; known are ${names.join(', ')}.${didYouMean(value, names)}`,
  )
}

/** A whole number from `min` to `max` in plain digits. */
export function wholeNumber(
  args: Args,
  name: string,
  min: number,
  max: number,
): Result<number | undefined, string> {
  const text = single(args, name)
  if (!text.ok) return text
  if (text.value === undefined) return ok(undefined)
  const value = /^[0-9]{1,9}$/.test(text.value) ? Number(text.value) : Number.NaN
  if (value >= min && value <= max) return ok(value)
  return fail(`--${name} is "${text.value}"; a whole number from ${min} to ${max} is expected.`)
}

interface OptionToken {
  readonly kind: 'option'
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

type Token =
  | OptionToken
  | { readonly kind: 'positional'; readonly value: string }
  | { readonly kind: 'option-terminator' }

function tokensOf(command: Command, argv: readonly string[]): readonly Token[] {
  const types = command.options.map(
    ({ name, value }) => [name, { type: value === undefined ? 'boolean' : 'string' }] as const,
  )
  return parseArgs({
    args: [...argv],
    options: Object.fromEntries(types),
    // The strict mode's own texts are for programmers: they name neither command nor neighbours.
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens
}

function optionMistake(
  command: Command,
  option: OptionDef | undefined,
  { rawName, name, value, inlineValue }: OptionToken,
): string | undefined {
  if (option === undefined) {
    const names = ['help', ...command.options.map((known) => known.name)]
    const meant = didYouMean(name, names).replace('"', '"--')
    return `There is no option ${rawName}.${meant}`
  }
  if (option.value === undefined) {
    return inlineValue === true ? `${rawName} takes no value, but "${value}" is given.` : undefined
  }
  if (value === undefined) return `${rawName} needs a value: ${rawName} ${option.value}.`
  // In `--schedule --json` the value has most likely been lost in between.
  const isOption = inlineValue !== true && value.startsWith('--')
  return isOption ? `${rawName} needs a value, but "${value}" follows.` : undefined
}

function countMistake(command: Command, operands: readonly string[]): string | undefined {
  const missing = command.operands[operands.length]
  if (missing !== undefined && missing.optional !== true)
    return `${missing.name} is missing: ${missing.help}.`
  const extra = operands[command.operands.length]
  const takesMore = command.operands.at(-1)?.many === true
  return extra === undefined || takesMore ? undefined : `"${extra}" is one argument too many.`
}
