/**
 * The view that is chosen, over the whole width below the tabs. Views that were opened before stay as they
 * were left, out of sight: what was typed there and how far it was scrolled.
 */

import { Activity, type ReactNode, useState } from 'react'
import { later } from '../app/later.tsx'
import { useFact } from '../store/use-app.ts'
import { defaultView, type ViewId, viewIds } from './registry.ts'
import { panelId, tabId } from './ViewTabs.tsx'

export const OtherView = later('The view', async () => (await import('./OtherView.tsx')).OtherView)

/** `children` is the view that the page begins with. */
export function Views({ children }: { readonly children: ReactNode }) {
  const current = useFact((state) => state.view)
  const [opened, setOpened] = useState<readonly ViewId[]>([current])
  if (!opened.includes(current)) setOpened([...opened, current])
  return viewIds
    .filter((id) => opened.includes(id))
    .map((id) => (
      <Activity key={id} mode={id === current ? 'visible' : 'hidden'}>
        <Panel id={id}>{children}</Panel>
      </Activity>
    ))
}

interface PanelProps {
  readonly id: ViewId
  readonly children: ReactNode
}

function Panel({ id, children }: PanelProps) {
  if (id !== defaultView) return <OtherView id={id} />
  return (
    <div role="tabpanel" id={panelId(id)} aria-labelledby={tabId(id)} className="workspace">
      {children}
    </div>
  )
}
