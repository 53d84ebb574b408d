/** The tabs of the views. Arrow keys go from tab to tab; Enter, Space or a click opens. */

import { type KeyboardEvent, useRef } from 'react'
import { SearchBox } from '../lookup/SearchBox.tsx'
import { useApp, useFact } from '../store/use-app.ts'
import { TourInvitation } from '../tour/TourInvitation.tsx'
import { openView } from '../store/view.ts'
import { hotkeyText } from '../ui/hotkeys.ts'
import { platform } from '../ui/platform.ts'
import { type ViewId, viewIds, views } from './registry.ts'
import './views.css'

export function tabId(id: ViewId): string {
  return `tab-${id}`
}

export function panelId(id: ViewId): string {
  return `view-${id}`
}

export function ViewTabs() {
  const app = useApp()
  const current = useFact((state) => state.view)
  const list = useRef<HTMLDivElement>(null)
  const press = (event: KeyboardEvent): void => {
    const tabs = [...(list.current?.querySelectorAll<HTMLElement>('[role="tab"]') ?? [])]
    const at = tabs.findIndex((tab) => tab === document.activeElement)
    const to = tabs[targetOf(event.key, at, tabs.length) ?? -1]
    if (to === undefined) return
    event.preventDefault()
    to.focus()
  }
  return (
    <div className="view-bar">
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its tabs have the focus */}
      <div ref={list} role="tablist" aria-label="Views" className="view-tabs" onKeyDown={press}>
        {viewIds.map((id) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={tabId(id)}
            className="view-tab"
            aria-selected={id === current}
            aria-controls={id === current ? panelId(id) : undefined}
            tabIndex={id === current ? 0 : -1}
            title={`${views[id].does} (${hotkeyText(views[id].key, platform)})`}
            onClick={() => openView(app, id)}
          >
            {views[id].title}
          </button>
        ))}
      </div>
      <div className="view-bar-end">
        <TourInvitation />
        <SearchBox />
      </div>
    </div>
  )
}

function targetOf(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count
    case 'ArrowLeft':
      return (at - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
