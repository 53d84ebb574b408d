/** The production build, made aside so that nobody else's build is disturbed, and served on a free port. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, preview } from 'vite'
import { ensure } from '../src/util/ensure.ts'

export interface Site {
  /** Ends with a slash. */
  readonly address: string
  /** Bytes of a served file, compressed as servers do by default. */
  readonly gzipped: (url: string) => number
  readonly close: () => Promise<void>
}

/** `root` is the project's folder. */
export async function openSite(root: string): Promise<Site> {
  const outDir = mkdtempSync(join(tmpdir(), 'heddle-bench-'))
  const remove = (): void => rmSync(outDir, { recursive: true, force: true })
  process.once('exit', remove)
  await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  const server = await preview({ root, build: { outDir }, preview: { port: 0 } })
  return {
    address: ensure(server.resolvedUrls?.local[0], 'the address of the preview server'),
    gzipped: (url) => gzipSync(readFileSync(join(outDir, new URL(url).pathname))).length,
    close: async () => {
      await server.close()
      remove()
    },
  }
}
