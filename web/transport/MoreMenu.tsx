/**
 * On a phone there are no keys, and no room for a button per command: those about the run that is shown stand
 * in a menu. Titles and what they do are the registry's.
 */

import { type ToggleEvent, useId, useRef } from 'react'
import { showsOrder } from '../store/order-state.ts'
import { causeOf } from '../store/explained.ts'
import type { State } from '../store/state.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { type Command, commandOf, perform, whyUnable } from '../ui/commands.ts'
import { Icon } from '../ui/Icon.tsx'
import { useNarrow } from '../ui/use-wide.ts'
import './more-menu.css'

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

export function MoreMenu() {
  return useNarrow() ? <Menu /> : undefined
}

function Menu() {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDialogElement>(null)
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button button-icon more-button"
        aria-label="More"
        title="More"
        popoverTarget={id}
      >
        <Icon name="more" />
      </button>
      <dialog
        ref={list}
        id={id}
        popover="auto"
        className="popover more-menu"
        aria-label="More"
        onBeforeToggle={(event) => placeAbove(event, button.current)}
      >
        <ul>
          {offered.map((command) => (
            <Entry key={command.id} command={command} close={() => list.current?.hidePopover()} />
          ))}
        </ul>
      </dialog>
    </>
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

/** Above the button, and within the window. */
function placeAbove(event: ToggleEvent<HTMLElement>, button: HTMLButtonElement | null): void {
  if (button === null || event.newState !== 'open') return
  const { top } = button.getBoundingClientRect()
  const { style } = event.currentTarget
  style.setProperty('--more-bottom', `${window.innerHeight - top + 6}px`)
}
