// Why: `npm start` shows Heddle from nothing: it installs, builds the page and serves it until ctrl-C. It serves
// in this very process, so that a signal ends the server and never leaves one behind.
// PORT chooses the port; without it 4173 or the next free one is taken.

import { ensureInstalled, root } from './install.mjs'
import { onStop } from './signals.mjs'

onStop(() => process.exit(0))

const wanted = process.env.PORT ?? ''
const port = Number(wanted === '' ? 4173 : wanted)
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stderr.write(`PORT is "${wanted}", which is not a port number.\n`)
  process.exit(2)
}

ensureInstalled()
const { build, preview } = await import('vite')

try {
  await build({ root, logLevel: 'warn' })
  const server = await preview({ root, preview: { port, strictPort: wanted !== '' } })
  const address = server.resolvedUrls?.local[0]
  process.stdout.write(`Heddle is at ${address} (ctrl-C ends it)\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
