/**
 * Parts of the page that are loaded when they are first wanted, so that the diagram need not wait for them.
 * Until then nothing is drawn in their place and the page counts as busy; when the loading fails, a notice
 * says so.
 */

import { type ComponentType, useLayoutEffect, useState } from 'react'
import { tell } from '../store/tell.ts'
import { useApp } from '../store/use-app.ts'
import { usePage } from './page.ts'

/** `what` begins a sentence: `The help sheet`. */
export function later<Props extends object>(
  what: string,
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined
  return function Later(props: Props) {
    const app = useApp()
    const { hold } = usePage()
    const [, setReady] = useState(loaded !== undefined)
    useLayoutEffect(() => {
      if (loaded !== undefined) {
        // It came between drawing and here, for another one of these.
        setReady(true)
        return
      }
      const release = hold()
      load()
        .then(
          (component) => {
            loaded = component
            setReady(true)
          },
          () => {
            const text = `${what} could not be loaded: is the connection gone? Reload the page to try again.`
            tell(app, { topic: 'part', tone: 'error', text })
          },
        )
        .finally(release)
    }, [app, hold])
    const Loaded = loaded
    return Loaded === undefined ? undefined : <Loaded {...props} />
  }
}
