// Why: a run that is mailed or archived must open in ten years without a server. This makes one HTML file with
// everything inside, dist/single/heddle.html, that works from file:// too. Workers become text in the file and
// start from blob: addresses, and scripts stand in the page; so the policy names the hashes of exactly
// those, and allows blob: for workers, in this build only.

import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, root } from './install.mjs'

ensureInstalled()
const { build } = await import('vite')
const { default: react } = await import('@vitejs/plugin-react')

const outDir = join(root, 'dist/single')

/**
 * A worker that is named by its address becomes one whose text is in the file.
 * @returns {import('vite').Plugin}
 */
const inlineWorkers = () => ({
  name: 'heddle:inline-workers',
  enforce: 'pre',
  transform(code, id) {
    if (!/\/web\/.*\.tsx?$/.test(id) || !code.includes('.worker.ts')) return undefined
    /** @type {string[]} */
    const imports = []
    const direct =
      /new Worker\(\s*new URL\('([^']+\.worker\.ts)', import\.meta\.url\),\s*\{[^}]*\},?\s*\)/g
    const result = code.replaceAll(direct, (_, path) => {
      const name = `InlineWorker${imports.length}`
      imports.push(`import ${name} from '${path}?worker&inline'`)
      return `new ${name}()`
    })
    if (result.includes('.worker.ts'))
      this.error(`${id} starts a worker in a way that cannot be inlined`)
    return { code: `${imports.join('\n')}\n${result}`, map: null }
  },
})

/** @param {string} text */
const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** @param {string} script @param {string} style */
function policyFor(script, style) {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)} 'wasm-unsafe-eval' blob:`,
    `style-src ${hashOf(style)}`,
    'img-src data:',
    'worker-src blob: data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

try {
  const built = await build({
    root,
    configFile: false,
    mode: 'single',
    base: './',
    logLevel: 'warn',
    plugins: [inlineWorkers(), react()],
    worker: {
      // Module workers do not start from blob: addresses in a page that was opened from a file.
      format: 'iife',
      rolldownOptions: { output: { codeSplitting: false } },
    },
    build: {
      write: false,
      target: ['chrome120', 'edge120', 'firefox121', 'safari17.2'],
      cssCodeSplit: false,
      modulePreload: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
  const bundle = Array.isArray(built) ? built[0] : built
  if (bundle === undefined || !('output' in bundle)) throw new Error('vite built nothing')
  const texts = bundle.output.map((part) => ({
    name: part.fileName,
    text: part.type === 'chunk' ? part.code : String(part.source),
  }))
  const named = (/** @type {RegExp} */ pattern) => texts.filter(({ name }) => pattern.test(name))
  const scripts = named(/\.js$/)
  if (scripts.length !== 1) throw new Error(`one script was expected, not ${scripts.length}`)
  // Nothing in it may end the element that it stands in.
  const script = (scripts[0]?.text ?? '')
    .replaceAll(/<\/(script)/gi, '<\\/$1')
    .replaceAll('<!--', '<\\!--')
  const style = named(/\.css$/)
    .map(({ text }) => text)
    .join('\n')
    .replaceAll(/<\/(style)/gi, '<\\/$1')
  const icon = readFileSync(join(root, 'public/icon.svg'), 'base64')
  const html = (named(/\.html$/)[0]?.text ?? '')
    .replaceAll(
      /\s*<(?:script type="module"|link rel="stylesheet"|link rel="modulepreload")[^>]*>(?:<\/script>)?/g,
      '',
    )
    .replace(/href="[^"]*icon\.svg"/, () => `href="data:image/svg+xml;base64,${icon}"`)
    .replace(
      '<head>',
      () =>
        `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policyFor(script, style)}">`,
    )
    .replace('</head>', () => `<style>${style}</style>\n  </head>`)
    .replace('</body>', () => `<script type="module">${script}</script>\n  </body>`)
  rmSync(outDir, { recursive: true, force: true })
  mkdirSync(outDir, { recursive: true })
  writeFileSync(join(outDir, 'heddle.html'), html)
  process.stdout.write(`dist/single/heddle.html: ${Math.round(html.length / 1024)} KiB\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
