/** A search client whose code is loaded with its first job, which the first page has no use for. */

import type { WorkerLike } from './channel.ts'
import type { SearchClient, SearchOutcome } from './search-client.ts'

export type LoadClient = () => Promise<SearchClient>

export function loadSearchClient(spawn: () => WorkerLike): LoadClient {
  return async () => (await import('./search-client.ts')).createSearchClient({ spawn })
}

export function searchLater(load: LoadClient): SearchClient {
  let client: SearchClient | undefined
  /** Of jobs that wait for the code: the newest wins, and none after a cancel. */
  let latest = 0

  async function loaded(): Promise<SearchClient> {
    const made = await load()
    client ??= made
    return client
  }

  return {
    start: async (job, onProgress) => {
      if (client !== undefined) return client.start(job, onProgress)
      latest += 1
      const mine = latest
      try {
        const made = await loaded()
        return mine === latest ? await made.start(job, onProgress) : { kind: 'superseded' }
      } catch {
        return notLoaded(job.kind)
      }
    },
    warm: (job) => {
      // A failure is told of when somebody searches.
      loaded().then(
        (made) => made.warm(job),
        () => undefined,
      )
    },
    cancel: () => {
      latest += 1
      client?.cancel()
    },
    close: () => {
      latest += 1
      client?.close()
    },
  }
}

function notLoaded(part: string): SearchOutcome {
  const message = 'The search could not be loaded: is the connection gone? Start it again.'
  return { kind: 'failed', error: { code: 'internal', part, message } }
}
