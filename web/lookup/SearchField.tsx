/** Looks up steps while one types; Enter goes from hit to hit, `>` goes on to the commands. */

import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { endLookup, hitsOf } from '../store/lookup.ts'
import { currentHit, goToHit, setLookup } from '../store/lookup-walk.ts'
import { openOverlay } from '../store/overlay.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { Icon } from '../ui/Icon.tsx'
import { QuietButton } from '../ui/QuietButton.tsx'
import './lookup.css'

export function SearchField() {
  const app = useApp()
  const text = useFact((state) => state.lookup?.text ?? '')
  const asked = useFact((state) => state.lookup?.asked)
  const hits = useFact(hitsOf)
  const cursor = useFact((state) => state.cursor)
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [asked])

  const close = (): void => {
    endLookup(app)
    document.querySelector<HTMLElement>('[role="grid"]')?.focus()
  }
  const change = (typed: string): void => {
    if (!typed.startsWith('>')) {
      setLookup(app, typed)
      return
    }
    endLookup(app)
    openOverlay(app, { kind: 'palette', query: typed.slice(1) })
  }
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') goToHit(app, event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const at = currentHit(hits, cursor)
  return (
    <search className="lookup">
      <Icon name="search" />
      <input
        ref={field}
        type="text"
        aria-label="Search steps"
        placeholder="Function, statement, object, effect – or > command"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={press}
      />
      <output className={hits.length === 0 ? 'lookup-count is-none' : 'lookup-count'}>
        {countText(text, hits.length, at)}
      </output>
      <QuietButton
        name="Previous hit"
        hint="Previous hit (Shift+Enter)"
        icon="up"
        disabled={hits.length === 0}
        onClick={() => goToHit(app, -1)}
      />
      <QuietButton
        name="Next hit"
        hint="Next hit (Enter)"
        icon="chevron"
        disabled={hits.length === 0}
        onClick={() => goToHit(app, 1)}
      />
      <QuietButton
        name="Close the search"
        hint="Close the search (Esc)"
        icon="close"
        onClick={close}
      />
    </search>
  )
}

/** `at` from 0; -1: the cursor stands at none of the hits. */
function countText(text: string, count: number, at: number): string {
  if (text.trim() === '') return ''
  if (count === 0) return 'no step'
  if (at >= 0) return `${at + 1} of ${count}`
  return count === 1 ? '1 step' : `${count} steps`
}
