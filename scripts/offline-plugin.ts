/** Builds the service worker beside the page, with the list of all files that the page may need. */

import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

export const offlineFile = 'sw.js'

/** `others`: files that are copied as they are. */
export function offline(others: readonly string[]): Plugin {
  return {
    name: 'heddle:offline',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const parts = Object.values(bundle).filter(({ fileName }) => fileName !== offlineFile)
        const hash = createHash('sha256')
        for (const part of parts.toSorted((a, b) => a.fileName.localeCompare(b.fileName))) {
          hash.update(part.fileName).update(part.type === 'chunk' ? part.code : part.source)
        }
        const files = parts.map(({ fileName }) => fileName).filter((name) => name !== 'index.html')
        const worker = bundle[offlineFile]
        if (worker?.type !== 'chunk') this.error(`${offlineFile} was not built`)
        worker.code = worker.code
          .replaceAll('__HEDDLE_FILES__', JSON.stringify(['./', ...others, ...files]))
          .replaceAll('__HEDDLE_VERSION__', JSON.stringify(hash.digest('hex').slice(0, 12)))
      },
    },
  }
}
