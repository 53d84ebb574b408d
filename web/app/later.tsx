/**
 * Parts of the page that are loaded when they are first wanted, so that the diagram need not wait for them.
 * Until then nothing is drawn in their place and the page counts as busy; when the loading fails, a notice
 * says so.
 */

import { type ComponentType, useLayoutEffect, useSyncExternalStore } from 'react'
import { useApp } from '../store/use-app.ts'
import { tellNotLoaded } from '../store/with-loaded.ts'
import { usePage } from './page.ts'

export type Later<Props> = ComponentType<Props> & {
  /** Loads it before it is wanted. A failure is told of when it is. */
  readonly ahead: () => void
}

/** `what` begins a sentence: `The help sheet`. */
export function later<Props extends object>(
  what: string,
  load: () => Promise<ComponentType<Props>>,
): Later<Props> {
  let loaded: ComponentType<Props> | undefined
  const drawn = new Set<() => void>()
  const subscribe = (changed: () => void): (() => void) => {
    drawn.add(changed)
    return () => drawn.delete(changed)
  }
  const fetch = async (): Promise<void> => {
    loaded = await load()
    for (const changed of drawn) changed()
  }
  function LaterPart(props: Props) {
    const app = useApp()
    const { hold } = usePage()
    useSyncExternalStore(subscribe, () => loaded !== undefined)
    useLayoutEffect(() => {
      if (loaded !== undefined) return
      const release = hold()
      void fetch()
        .catch(() => tellNotLoaded(app, what))
        .finally(release)
    }, [app, hold])
    const Loaded = loaded
    return Loaded === undefined ? undefined : <Loaded {...props} />
  }
  return Object.assign(LaterPart, { ahead: () => void fetch().catch(() => undefined) })
}
