/**
 * On a phone there are no keys, and no room for a button per command: those about the run that is shown stand
 * in a menu.
 */

import { type ToggleEvent, useId, useRef, useState } from 'react'
import { later } from '../app/later.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useNarrow } from '../ui/use-wide.ts'
import './more-menu.css'

export const MoreList = later('The menu', async () => (await import('./MoreList.tsx')).MoreList)

export function MoreMenu() {
  return useNarrow() ? <Menu /> : undefined
}

function Menu() {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDialogElement>(null)
  const [wanted, setWanted] = useState(false)
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
        onBeforeToggle={(event) => {
          setWanted(true)
          placeAbove(event, button.current)
        }}
      >
        {wanted && <MoreList close={() => list.current?.hidePopover()} />}
      </dialog>
    </>
  )
}

/** Above the button, and within the window. */
function placeAbove(event: ToggleEvent<HTMLElement>, button: HTMLButtonElement | null): void {
  if (button === null || event.newState !== 'open') return
  const { top } = button.getBoundingClientRect()
  const { style } = event.currentTarget
  style.setProperty('--more-bottom', `${window.innerHeight - top + 6}px`)
}
