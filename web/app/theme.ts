/**
 * Puts the palette in force on <html data-theme>, and follows the system while that is the choice; and
 * whether things may move on <html data-motion>.
 */

import type { App } from '../store/app.ts'
import { resolveTheme, type Theme } from '../store/theme.ts'

const darkQuery = '(prefers-color-scheme: dark)'

export function systemTheme(window: Window): Theme {
  return window.matchMedia(darkQuery).matches ? 'dark' : 'light'
}

/** Returns the way to stop. */
export function keepTheme(app: App, window: Window): () => void {
  const apply = (): void => {
    const { theme, motion } = app.store.getState()
    const { dataset } = window.document.documentElement
    dataset['theme'] = resolveTheme(theme, systemTheme(window))
    dataset['motion'] = motion
  }
  apply()
  const query = window.matchMedia(darkQuery)
  query.addEventListener('change', apply)
  const unsubscribe = app.store.subscribe(apply)
  return () => {
    query.removeEventListener('change', apply)
    unsubscribe()
  }
}
