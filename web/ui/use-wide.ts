/** How much room the window gives. */

import { useSyncExternalStore } from 'react'

/** A pane at the right has room; below that it lies over the page. */
const wide = '(min-width: 1200px)'
/** One thing at a time, as on a phone that is held upright. As in the style sheets. */
const narrow = '(max-width: 640px)'

export function isWide(): boolean {
  return window.matchMedia(wide).matches
}

export function useWide(): boolean {
  return useSyncExternalStore(listenWide, isWide)
}

export function useNarrow(): boolean {
  return useSyncExternalStore(listenNarrow, isNarrow)
}

export function isNarrow(): boolean {
  return window.matchMedia(narrow).matches
}

function listener(query: string): (changed: () => void) => () => void {
  return (changed) => {
    const media = window.matchMedia(query)
    media.addEventListener('change', changed)
    return () => media.removeEventListener('change', changed)
  }
}

const listenWide = listener(wide)
const listenNarrow = listener(narrow)
