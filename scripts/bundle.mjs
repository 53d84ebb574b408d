// Why: Node 20 does not run TypeScript. One TypeScript entry becomes one JavaScript file for Node, with vite,
// which the page needs anyway. The file is written aside and renamed, so that a program that is
// started twice at the same moment never loads half of it.

import { renameSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { build } from 'vite'
import { root } from './install.mjs'

/**
 * What finds its own files by where it stands must stay there: vite, playwright and these scripts.
 * @param {string} outDir
 * @returns {import('vite').Plugin}
 */
const stayOutside = (outDir) => ({
  name: 'heddle:stay-outside',
  enforce: 'pre',
  resolveId(id, importer) {
    if (['vite', 'playwright'].includes(id)) return { id, external: true }
    const path = resolve(dirname(importer ?? root), id)
    if (!path.startsWith(join(root, 'scripts/'))) return undefined
    return { id: relative(outDir, path).replaceAll('\\', '/'), external: 'absolute' }
  },
})

/**
 * Bundles `entry` (relative to the project) into the file `out`.
 * @param {string} entry
 * @param {string} out
 * @param {{ banner?: string, sourcemap?: 'inline' }} [options]
 */
export async function bundleForNode(entry, out, options = {}) {
  const aside = `${basename(out)}.${process.pid}`
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [stayOutside(dirname(out))],
    ssr: { noExternal: true },
    build: {
      ssr: join(root, entry),
      outDir: dirname(out),
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node20',
      minify: false,
      sourcemap: options.sourcemap ?? false,
      rolldownOptions: {
        output: {
          entryFileNames: aside,
          codeSplitting: false,
          ...(options.banner === undefined ? {} : { banner: options.banner }),
        },
      },
    },
  })
  renameSync(join(dirname(out), aside), out)
}
