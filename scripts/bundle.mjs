// Why: Node 20 does not run TypeScript. One TypeScript entry becomes one JavaScript file for Node, with vite,
// which the page needs anyway. The file is written aside and renamed, so that a program that is
// started twice at the same moment never loads half of it.

import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'vite'
import { root } from './install.mjs'

/**
 * Bundles `entry` (relative to the project) into the file `out`.
 * @param {string} entry
 * @param {string} out
 * @param {{ banner?: string, sourcemap?: 'inline' }} [options]
 */
export async function bundleForNode(entry, out, options = {}) {
  const aside = `${out}.${process.pid}`
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(root, entry),
      outDir: aside,
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node20',
      minify: false,
      sourcemap: options.sourcemap ?? false,
      rolldownOptions: {
        output: {
          entryFileNames: 'main.js',
          codeSplitting: false,
          ...(options.banner === undefined ? {} : { banner: options.banner }),
        },
      },
    },
  })
  mkdirSync(dirname(out), { recursive: true })
  renameSync(join(aside, 'main.js'), out)
  rmSync(aside, { recursive: true })
}
