/** The help texts, made from the tables that also read the arguments. */

import type { Command, OperandDef } from './command.ts'
import { wrap } from '../share/text/wrap.ts'

const width = 80

const exitStatus =
  'Exit status: 0 the run is clean or the search proved that all are, 1 a violation, 2 bad usage (the reason is on stderr), 3 the search stopped early and found nothing wrong, 4 a fault of this program.'

const helpOption = { name: 'help', value: undefined, help: 'print this' }

export function programHelp(commands: readonly Command[]): string {
  return text([
    'Usage: heddle <command> [options]',
    '',
    'The two-column race diagram of the kernel mailing list, made executable.',
    '',
    'Commands:',
    ...table(commands.map(({ name, summary }) => [name, summary])),
    '',
    'Options:',
    ...table([
      ['--help', 'print this; "heddle <command> --help" tells about a command'],
      ['--version', 'print the version'],
    ]),
    '',
    ...wrap(exitStatus, width),
  ])
}

export function commandHelp({ name, summary, operands, options, notes }: Command): string {
  const usage = ['Usage: heddle', name, ...operands.map(operandText), '[options]']
  return text([
    usage.join(' '),
    '',
    ...wrap(`${summary}.`, width),
    ...(operands.length === 0 ? [] : ['', 'Arguments:']),
    ...table(operands.map((operand) => [operand.name, operand.help])),
    '',
    'Options:',
    ...table(
      [...options, helpOption].map((option) => [
        option.value === undefined ? `--${option.name}` : `--${option.name} ${option.value}`,
        option.help,
      ]),
    ),
    ...notes.flatMap((note) => ['', ...wrap(note, width)]),
    '',
    ...wrap(exitStatus, width),
  ])
}

function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const left = Math.max(0, ...rows.map(([term]) => term.length)) + 4
  return rows.flatMap(([term, meaning]) =>
    wrap(meaning, width - left).map(
      (line, index) => (index === 0 ? `  ${term}` : '').padEnd(left) + line,
    ),
  )
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`
}

function operandText({ name, many, optional }: OperandDef): string {
  if (optional === true) return `[${name}]`
  return many === true ? `${name}...` : name
}
