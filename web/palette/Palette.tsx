/** All commands by name: type a part of it, choose, Enter. Those that can do nothing now say why. */

import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { closeOverlay } from '../store/overlay.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { allCommands } from '../ui/all-commands.ts'
import { perform } from '../ui/commands.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { entriesOf, type Entry, recentFrom, withRecent } from './entries.ts'
import { PaletteEntry } from './PaletteEntry.tsx'
import './palette.css'

export function Palette({ query }: { readonly query: string }) {
  const app = useApp()
  const state = useFact((whole) => whole)
  const [typed, setTyped] = useState(query)
  const [active, setActive] = useState(0)
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const recent = recentFrom(app.preferences.get('recent-commands'))
  const entries = entriesOf(allCommands, state, recent, typed)
  const chosen = entries[active]
  const optionId = (index: number): string => `${listId}-${index}`

  useLayoutEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active, typed])

  const run = (entry: Entry | undefined): void => {
    if (entry === undefined || entry.unable !== undefined) return
    app.preferences.set('recent-commands', withRecent(recent, entry.command.id).join(','))
    closeOverlay(app)
    perform(app, entry.command)
  }
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') run(chosen)
    else {
      const to = targetOf(event.key, active, entries.length)
      if (to === undefined) return
      setActive(to)
    }
    event.preventDefault()
  }

  return (
    <Dialog title="Commands" className="palette" onClose={() => closeOverlay(app)}>
      <div className="palette-field">
        <span aria-hidden="true">&gt;</span>
        <input
          type="text"
          role="combobox"
          aria-label="Command"
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={chosen === undefined ? undefined : optionId(active)}
          placeholder="Type a command"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setActive(0)
          }}
          onKeyDown={press}
        />
        <button type="button" className="palette-close" onClick={() => closeOverlay(app)}>
          <kbd>Esc</kbd>
          <span className="visually-hidden">Close</span>
        </button>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- what is typed chooses: a select cannot show keys and reasons */}
      <div ref={list} id={listId} role="listbox" aria-label="Commands" className="palette-list">
        {entries.map((entry, index) => (
          <PaletteEntry
            key={entry.command.id}
            entry={entry}
            id={optionId(index)}
            active={index === active}
            onPoint={() => setActive(index)}
            onChoose={() => run(entry)}
          />
        ))}
      </div>
      {entries.length === 0 && (
        <p className="palette-none">
          No command fits <q>{typed.trim()}</q>. The steps of the run are looked up with{' '}
          <kbd>/</kbd>.
        </p>
      )}
      <p className="visually-hidden" aria-live="polite">
        {chosen?.unable === undefined ? '' : `Not now: ${chosen.unable}`}
      </p>
    </Dialog>
  )
}

const page = 8

function targetOf(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return at + 1 < count ? at + 1 : 0
    case 'ArrowUp':
      return at > 0 ? at - 1 : Math.max(0, count - 1)
    case 'PageDown':
      return Math.min(Math.max(0, count - 1), at + page)
    case 'PageUp':
      return Math.max(0, at - page)
    default:
      return undefined
  }
}
