// Why: `npm run -s heddle -- list` runs a TypeScript program straight from its source. It is bundled once and
// again only when a source is newer; then it runs in this process, so that arguments, output and exit code
// are the program's own. Usage: node scripts/run.mjs src/cli/main.ts [arguments]

import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled, root } from './install.mjs'

const [entry, ...args] = process.argv.slice(2)
if (entry === undefined || !existsSync(join(root, entry))) {
  process.stderr.write(`There is no program ${entry ?? '(name one)'} here.\n`)
  process.exit(2)
}

// Folders count too: their time changes when a file is added, renamed or removed.
function newest(/** @type {string} */ path) {
  let time = statSync(path).mtimeMs
  if (!statSync(path).isDirectory()) return time
  for (const item of readdirSync(path)) time = Math.max(time, newest(join(path, item)))
  return time
}

ensureInstalled()
const program = join(root, 'node_modules/.cache/heddle', `${entry.replaceAll(/[^\w]+/g, '-')}.mjs`)
const sources = ['src', 'bench', 'scripts/bundle.mjs', 'package-lock.json']
  .map((path) => join(root, path))
  .filter((path) => existsSync(path))
if (!existsSync(program) || Math.max(...sources.map(newest)) >= statSync(program).mtimeMs) {
  const { bundleForNode } = await import('./bundle.mjs')
  try {
    await bundleForNode(entry, program, { sourcemap: 'inline' })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}

process.argv = [process.argv[0] ?? 'node', program, ...args]
process.setSourceMapsEnabled(true)
await import(pathToFileURL(program).href)
