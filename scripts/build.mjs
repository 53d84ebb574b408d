// Why: one command makes all that is shipped: the page in dist/web and the program in dist/cli.

import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, root } from './install.mjs'

ensureInstalled()
const { build } = await import('vite')
const { bundleForNode } = await import('./bundle.mjs')

const program = join(root, 'dist/cli/heddle.js')
try {
  await build({ root })
  await bundleForNode('src/cli/main.ts', program, { banner: '#!/usr/bin/env node' })
  chmodSync(program, 0o755)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
