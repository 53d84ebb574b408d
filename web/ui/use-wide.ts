/** Is there room for a pane at the right? Below that it lies over the page. */

import { useSyncExternalStore } from 'react'

const query = '(min-width: 1200px)'

export function isWide(): boolean {
  return window.matchMedia(query).matches
}

export function useWide(): boolean {
  return useSyncExternalStore(listen, isWide)
}

function listen(changed: () => void): () => void {
  const media = window.matchMedia(query)
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}
