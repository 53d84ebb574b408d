/** Puts the palette in force on <html data-theme>, and follows the system while that is the choice. */

import type { App } from '../store/app.ts'
import { resolveTheme, type Theme } from '../store/theme.ts'

const darkQuery = '(prefers-color-scheme: dark)'

export function systemTheme(window: Window): Theme {
  return window.matchMedia(darkQuery).matches ? 'dark' : 'light'
}

/** Returns the way to stop. */
export function keepTheme(app: App, window: Window): () => void {
  const apply = (): void => {
    const theme = resolveTheme(app.store.getState().theme, systemTheme(window))
    window.document.documentElement.dataset['theme'] = theme
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
