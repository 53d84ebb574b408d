/** The process around the command line program. */

import { totalmem } from 'node:os'
import { answer } from '../worker/answer.ts'
import { main } from './program.ts'

// `heddle run … | head` closes the pipe early; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = main(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  ask: answer,
  now: () => performance.now(),
  peakMemory: () => process.resourceUsage().maxRSS * 1024,
  maxBytes: Math.min(totalmem() / 4, 2 ** 31),
})
