/** The command line program without its process: arguments in, texts and exit status out. */

import { version } from '../../package.json'
import { type Clock, searchNow } from '../worker/search-task.ts'
import { readArgs } from './args.ts'
import type { Ask, Command, Outcome, Tools } from './command.ts'
import { commands } from './commands.ts'
import { commandHelp, programHelp } from './help.ts'
import { didYouMean } from './nearest.ts'

export const exitStatus = { clean: 0, violated: 1, badUsage: 2, bounded: 3, broken: 4 } as const

export interface Io {
  /** Results; nothing is written here when the status is 2 or 4. */
  readonly out: (text: string) => void
  /** Reasons. */
  readonly err: (text: string) => void
  readonly ask: Ask
  /** Milliseconds from some fixed moment; left out, searches take no time. */
  readonly now?: Clock
  /** Memory for the states of a search; left out, there is no limit. */
  readonly maxBytes?: number
  /** The most memory held so far, in bytes. */
  readonly peakMemory?: () => number
}

/** `argv` without node and script. Returns the exit status; never throws. */
export function main(argv: readonly string[], io: Io): number {
  const [name, ...rest] = argv
  const command = commands.find((known) => known.name === name)
  if (command === undefined) return withoutCommand(name, io)
  if (asksForHelp(rest)) return print(io, commandHelp(command))
  const outcome = guarded(() => runCommand(command, rest, io))
  const where = `heddle ${command.name}`
  switch (outcome.kind) {
    case 'done':
      io.out(outcome.text)
      return exitStatus[outcome.came]
    case 'refused':
      return refuse(io, where, outcome.reason)
    case 'broken':
      io.err(`${where}: internal error: ${outcome.reason}\n`)
      return exitStatus.broken
  }
}

function runCommand(command: Command, argv: readonly string[], io: Io): Outcome {
  const args = readArgs(command, argv)
  if (!args.ok) return { kind: 'refused', reason: args.error }
  const { ask, now = () => 0, maxBytes, peakMemory = () => undefined } = io
  const search: Tools['search'] = (request) => searchNow({ ...request, maxBytes }, now)
  return command.run(args.value, { ask, search, now, peakMemory })
}

/** An exception must not end the process with the status of a violation. */
function guarded(act: () => Outcome): Outcome {
  try {
    return act()
  } catch (error) {
    return { kind: 'broken', reason: error instanceof Error ? error.message : String(error) }
  }
}

function withoutCommand(name: string | undefined, io: Io): number {
  switch (name) {
    case '--help':
    case '-h':
    case 'help':
      return print(io, programHelp(commands))
    case '--version':
      return print(io, `${version}\n`)
    case undefined:
      return refuse(io, 'heddle', 'A command is missing.')
    default: {
      const kind = name.startsWith('-') ? 'option' : 'command'
      const names = commands.map((command) => command.name)
      return refuse(io, 'heddle', `There is no ${kind} "${name}".${didYouMean(name, names)}`)
    }
  }
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  const own = end === -1 ? argv : argv.slice(0, end)
  return own.includes('--help') || own.includes('-h')
}

function print(io: Io, text: string): number {
  io.out(text)
  return exitStatus.clean
}

function refuse(io: Io, where: string, reason: string): number {
  io.err(`${where}: ${reason}\nTry "${where} --help".\n`)
  return exitStatus.badUsage
}
