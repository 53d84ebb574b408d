/** The commands of the menu. Titles and what they do are the registry's. */

import { causeOf } from '../store/explained.ts'
import { showsOrder } from '../store/order-state.ts'
import type { State } from '../store/state.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { type Command, commandOf, perform, whyUnable } from '../ui/commands.ts'

const offered: readonly Command[] = [
  'tidy',
  'cause',
  'order',
  'can-happen',
  'findings',
  'pin-a',
  'pin-b',
  'palette',
].map(commandOf)

/** Of commands that are on or off. */
const isOn: Readonly<Record<string, (state: State) => boolean>> = {
  cause: (state) => causeOf(state) !== undefined,
  order: showsOrder,
  findings: ({ findingsOpen }) => findingsOpen,
}

export function MoreList({ close }: { readonly close: () => void }) {
  return (
    <ul>
      {offered.map((command) => (
        <Entry key={command.id} command={command} close={close} />
      ))}
    </ul>
  )
}

interface EntryProps {
  readonly command: Command
  readonly close: () => void
}

function Entry({ command, close }: EntryProps) {
  const app = useApp()
  const unable = useFact((state) => whyUnable(command, state))
  const on = useFact((state) => isOn[command.id]?.(state))
  return (
    <li>
      <button
        type="button"
        aria-pressed={on}
        aria-disabled={unable !== undefined}
        onClick={() => {
          if (unable !== undefined) return
          close()
          perform(app, command)
        }}
      >
        {command.title}
        {unable !== undefined && <span className="more-why">not now: {unable}</span>}
      </button>
    </li>
  )
}
