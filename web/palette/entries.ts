/** The commands as the palette lists them. */

import { commandsIn, whyUnable } from '../ui/commands.ts'
import type { Command } from '../ui/commands.ts'
import type { State } from '../store/state.ts'
import { fit } from './fuzzy.ts'

export interface Entry {
  readonly command: Command
  /** Positions in the title that fit what is typed. */
  readonly at: readonly number[]
  /** Why it can do nothing now. */
  readonly unable: string | undefined
  readonly recent: boolean
}

/** Ids, the latest first. */
export type Recent = readonly string[]

const remembered = 6

export function recentFrom(text: string | undefined): Recent {
  return (text ?? '').split(',').filter(Boolean).slice(0, remembered)
}

export function withRecent(recent: Recent, id: string): Recent {
  return [id, ...recent.filter((other) => other !== id)].slice(0, remembered)
}

/**
 * What fits comes best first; what fits equally well, and everything while nothing is typed, with the
 * commands used last in front and else in the order of the registry.
 */
export function entriesOf(
  commands: readonly Command[],
  state: State,
  recent: Recent,
  typed: string,
): readonly Entry[] {
  const here = commandsIn(state.view, commands)
  const found = commands.filter(isOffered).flatMap((command) => {
    const how = nameFit(typed, command) ?? fit(typed, command.title) ?? groupFit(typed, command)
    if (how === undefined) return []
    const age = recent.indexOf(command.id)
    const rank = age < 0 ? remembered : age
    const unable = whyUnable(command, state)
    // What means something in the view that is shown is probably meant.
    const distance = here.includes(command) ? 0 : 0.5
    const entry: Entry = { command, at: how.at, unable, recent: age >= 0 }
    return [{ entry, cost: how.cost + (typed.trim() === '' ? 0 : distance), rank }]
  })
  return found.sort((a, b) => a.cost - b.cost || a.rank - b.rank).map(({ entry }) => entry)

  /** A thread that the run does not have is none to offer. */
  function isOffered({ id, unable }: Command): boolean {
    if (id === 'palette') return false
    return !id.startsWith('run-thread-') || unable?.(state) === undefined
  }
}

/** By the beginning of the name of what it shows, before all that fit by their title. */
function nameFit(typed: string, { name, title }: Command): ReturnType<typeof fit> {
  const begin = typed.trim().toLowerCase()
  if (begin === '' || name === undefined || !name.toLowerCase().startsWith(begin)) return undefined
  return { cost: -1, at: fit(typed, title)?.at ?? [] }
}

/** By the name of its group, after all that fit by their title. */
function groupFit(typed: string, command: Command): ReturnType<typeof fit> {
  const how = fit(typed, `${command.group} ${command.title}`)
  return how === undefined ? undefined : { cost: how.cost + 50, at: [] }
}
