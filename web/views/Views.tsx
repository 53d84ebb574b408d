/**
 * The view that is chosen, over the whole width below the tabs. Views that were opened before stay as they
 * were left, out of sight: what was typed there and how far it was scrolled.
 */

import {
  Activity,
  type ComponentType,
  lazy,
  type ReactNode,
  Suspense,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { ErrorBoundary } from '../app/ErrorBoundary.tsx'
import { Notices } from '../app/Notices.tsx'
import { usePage } from '../app/page.ts'
import { useFact } from '../store/use-app.ts'
import { ownScrolling } from '../ui/keyboard.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { showsRun, type ViewId, viewIds, views } from './registry.ts'
import { panelId, tabId } from './ViewTabs.tsx'

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
  const content = contents.get(id)
  if (content === undefined) {
    return (
      <div role="tabpanel" id={panelId(id)} aria-labelledby={tabId(id)} className="workspace">
        {children}
      </div>
    )
  }
  return (
    <div className="view-frame">
      <Scroller id={id}>
        <ErrorBoundary part={`The view ${views[id].title}`}>
          <Suspense fallback={<Loading />}>{content}</Suspense>
        </ErrorBoundary>
      </Scroller>
      <Notices />
    </div>
  )
}

/** Made once: it is the same element whenever it is drawn. */
function contentOf(load: () => Promise<ComponentType>): ReactNode {
  const Content = lazy(async () => ({ default: await load() }))
  return <Content />
}

const contents: ReadonlyMap<ViewId, ReactNode> = new Map(
  viewIds.flatMap((id) => {
    const { load } = views[id]
    return load === undefined ? [] : [[id, contentOf(load)] as const]
  }),
)

/** Takes the focus when nothing else has it, so that the keys that scroll work at once. */
function Scroller({ id, children }: PanelProps) {
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
