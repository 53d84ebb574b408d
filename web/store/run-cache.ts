/** The runs seen last, so that undo, redo and the browser's Back need no worker and no wait. */

import type { Opened, RunSpec } from '../../src/worker/protocol.ts'
import { keyOf, specKey } from './run.ts'

export interface RunCache {
  readonly get: (spec: RunSpec) => Opened | undefined
  readonly put: (opened: Opened) => void
}

export function createRunCache(size = 24): RunCache {
  const entries = new Map<string, Opened>()
  return {
    get: (spec) => {
      const key = specKey(spec)
      const found = entries.get(key)
      if (found !== undefined) {
        entries.delete(key)
        entries.set(key, found)
      }
      return found
    },
    put: (opened) => {
      const key = keyOf(opened.run)
      entries.delete(key)
      entries.set(key, opened)
      for (const oldest of entries.keys()) {
        if (entries.size <= size) break
        entries.delete(oldest)
      }
    },
  }
}
