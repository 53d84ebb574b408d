/** Each view beside the one that the page begins with; its own file is loaded when it is first opened. */

import { lazy, type ReactNode, Suspense, useLayoutEffect, useRef } from 'react'
import { ErrorBoundary } from '../app/ErrorBoundary.tsx'
import { Notices } from '../app/Notices.tsx'
import { usePage } from '../app/page.ts'
import { ownScrolling } from '../ui/keyboard.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { contents } from './contents.ts'
import { type OtherViewId, showsRun, viewIds, views } from './registry.ts'
import { panelId, tabId } from './ViewTabs.tsx'

export function OtherView({ id }: { readonly id: OtherViewId }) {
  return (
    <div className="view-frame">
      <Scroller id={id}>
        <ErrorBoundary part={`The view ${views[id].title}`}>
          <Suspense fallback={<Loading />}>{elements.get(id)}</Suspense>
        </ErrorBoundary>
      </Scroller>
      <Notices />
    </div>
  )
}

/** Made once: it is the same element whenever it is drawn. */
function elementOf(id: OtherViewId): ReactNode {
  const Content = lazy(async () => ({ default: await contents[id]() }))
  return <Content />
}

const elements: ReadonlyMap<OtherViewId, ReactNode> = new Map(
  viewIds.flatMap((id) => (id === 'run' ? [] : [[id, elementOf(id)] as const])),
)

interface ScrollerProps {
  readonly id: OtherViewId
  readonly children: ReactNode
}

/** Takes the focus when nothing else has it, so that the keys that scroll work at once. */
function Scroller({ id, children }: ScrollerProps) {
  const element = useRef<HTMLDivElement>(null)
  const top = useRef(0)
  const isOfRun = showsRun(id)
  useLayoutEffect(() => {
    const panel = element.current
    if (panel === null) return undefined
    panel.scrollTop = top.current
    if (hasNoFocus(document)) panel.focus({ preventScroll: true })
    const keep = (): void => {
      top.current = panel.scrollTop
    }
    panel.addEventListener('scroll', keep, { passive: true })
    return () => panel.removeEventListener('scroll', keep)
  }, [])
  return (
    <div
      ref={element}
      role="tabpanel"
      id={panelId(id)}
      aria-labelledby={tabId(id)}
      className={isOfRun ? 'view view-filled' : 'view'}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls by keys
      tabIndex={isOfRun ? -1 : 0}
      {...(isOfRun ? {} : ownScrolling)}
    >
      {children}
    </div>
  )
}

/** What is in the view that has just gone keeps the focus until the browser has drawn the page. */
function hasNoFocus({ activeElement, body }: Document): boolean {
  return activeElement === body || activeElement?.getClientRects().length === 0
}

function Loading() {
  const { hold } = usePage()
  useLayoutEffect(() => hold(), [hold])
  return <Waiting>Loading …</Waiting>
}
