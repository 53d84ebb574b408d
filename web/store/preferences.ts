/**
 * What is remembered on this machine only: theme, speed, which panes are open and how wide. Everything else is in
 * the link or nowhere. Storage that is missing, full or forbidden is no error.
 */

export type PreferenceKey =
  | 'theme'
  | 'speed'
  | 'source-width'
  | 'source-open'
  | 'details-open'
  | 'findings-open'
  | 'recent-commands'
  | 'density'
  | 'motion'
  | 'folds'
  | 'tour'

export interface Preferences {
  readonly get: (key: PreferenceKey) => string | undefined
  readonly set: (key: PreferenceKey, value: string) => void
}

export function storedPreferences(open: () => Storage): Preferences {
  return {
    get: (key) => {
      try {
        return open().getItem(`heddle.${key}`) ?? undefined
      } catch {
        return undefined
      }
    },
    set: (key, value) => {
      try {
        open().setItem(`heddle.${key}`, value)
      } catch {
        // Then it holds until the page is closed.
      }
    },
  }
}

/** For tests: remembers nothing beyond its own life. */
export function memoryPreferences(): Preferences {
  const values = new Map<PreferenceKey, string>()
  return {
    get: (key) => values.get(key),
    set: (key, value) => {
      values.set(key, value)
    },
  }
}
