import { expect, it } from 'vitest'
import readme from '../../README.md?raw'
import { allCommands } from './all-commands.ts'
import type { Command } from './command.ts'
import { hotkeyText } from './hotkeys.ts'

/** Nine commands for nine threads are one line, as on the help sheet. */
const threads = '`1 … 9` Let thread 1 … 9 take the next step'

function hasKey({ keys }: Command): boolean {
  return keys.length > 0
}

it('the README lists exactly the commands and keys that there are', () => {
  const [, section = ''] = /^## Keys$(.*?)^## /ms.exec(readme) ?? []
  const rows = [...section.matchAll(/^\| (`.+`) \| (.+) \|$/gm)]
  const listed = rows.map(([, keys, title]) => `${keys} ${title}`)

  const known = allCommands.filter(hasKey).map(({ id, title, keys }) => {
    if (id.startsWith('run-thread-')) return threads
    return `${keys.map((key) => `\`${hotkeyText(key, 'other')}\``).join(' ')} ${title}`
  })
  expect(listed).toEqual([...new Set(known)])
})
