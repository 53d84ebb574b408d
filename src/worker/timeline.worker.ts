/** Reads the text that it is sent, and answers once. Everything it does is in src/timeline/import. */

import { parseRun } from '../share/json/parse-run.ts'
import { bounds } from '../timeline/import/bounds.ts'
import { importErrorText, importText, tooLarge } from '../timeline/import/read-trace.ts'
import { buffersOf } from '../timeline/buffers.ts'
import type { FromTimelineWorker } from './timeline-protocol.ts'

/** Milliseconds. */
const between = 80

function send(message: FromTimelineWorker, transfer: ArrayBuffer[] = []): void {
  postMessage(message, transfer)
}

async function textOf(source: unknown): Promise<string> {
  if (typeof source === 'string') return source
  if (!(source instanceof Blob)) throw new TypeError('neither a text nor a file was sent')
  return source.text()
}

async function read(source: unknown): Promise<void> {
  if (source instanceof Blob && source.size > bounds.size) {
    send({ kind: 'failed', message: importErrorText(tooLarge(source.size)) })
    return
  }
  const text = await textOf(source)
  let reportedAt = performance.now()
  const result = importText(text, (part, events) => {
    const now = performance.now()
    if (now - reportedAt < between) return
    reportedAt = now
    send({ kind: 'progress', part, events })
  })
  if (!result.ok) send({ kind: 'failed', message: importErrorText(result.error) })
  else if (result.value.kind === 'heddle') send(readRun(text))
  else send(result.value, buffersOf(result.value.timeline))
}

function readRun(text: string): FromTimelineWorker {
  const run = parseRun(text)
  return run.ok ? { kind: 'run', run: run.value } : { kind: 'failed', message: run.error.message }
}

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  read(data).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    send({ kind: 'failed', message: `The file could not be read: ${reason.slice(0, 300)}.` })
  })
})
