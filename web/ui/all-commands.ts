/** Every command there is, for what lists them: the help sheet, the palette, the README and tests. */

import { type Command, runCommands } from './commands.ts'
import { pageCommands } from './page-commands.ts'
import { timelineCommands } from './timeline-commands.ts'

export const allCommands: readonly Command[] = [
  ...runCommands,
  ...timelineCommands,
  ...pageCommands,
]

/** Two commands of one name, and one key for two commands that could both be meant. */
export function conflicts(all: readonly Command[]): readonly string[] {
  return all.flatMap((command, index) =>
    all.slice(0, index).flatMap((earlier) => {
      const shared = command.keys.filter((key) => earlier.keys.includes(key))
      const overlap =
        command.scope === earlier.scope ||
        command.scope === 'everywhere' ||
        earlier.scope === 'everywhere'
      const keys = overlap
        ? shared.map((key) => `${key} means both ${earlier.id} and ${command.id}`)
        : []
      return earlier.id === command.id ? [...keys, `two commands are called ${command.id}`] : keys
    }),
  )
}
