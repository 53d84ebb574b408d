/**
 * What the actions work on: the state, the worker's client and what must outlive a single action. There is
 * no global; the page makes one of these, tests make their own.
 */

import { createStore, type StoreApi } from 'zustand'
import type { Client } from '../../src/worker/client.ts'
import type { SearchClient } from '../../src/worker/search-client.ts'
import { displayFrom } from './display.ts'
import { initialState, type State } from './state.ts'
import { speedFrom, stopped } from './playback.ts'
import type { Preferences } from './preferences.ts'
import { createRunCache, type RunCache } from './run-cache.ts'
import type { JobClients } from './jobs.ts'
import { createSerial, type Serial } from './serial.ts'

export interface App {
  readonly store: StoreApi<State>
  readonly client: Client
  readonly search: SearchClient
  readonly jobs: JobClients
  /** Memory that the states of a search may take; undefined: no limit. */
  readonly searchBytes: number | undefined
  readonly preferences: Preferences
  readonly runs: RunCache
  readonly serial: Serial
}

/** Finds nothing: for pages without a search worker. */
const noSearch: SearchClient = {
  start: () => Promise.resolve({ kind: 'superseded' }),
  warm: () => {},
  cancel: () => {},
  close: () => {},
}

export function createApp(
  client: Client,
  preferences: Preferences,
  search: SearchClient = noSearch,
  searchBytes?: number,
  jobs: JobClients = { claims: noSearch, guarantees: noSearch, fixes: noSearch },
): App {
  const display = displayFrom(preferences)
  const store = createStore<State>(() => ({
    ...initialState,
    ...display,
    defaultFolds: display.folds.base,
    findingsOpen: preferences.get('findings-open') === 'yes',
    playback: { ...stopped, speed: speedFrom(preferences.get('speed')) ?? stopped.speed },
  }))
  const runs = createRunCache()
  return { store, client, search, jobs, searchBytes, preferences, runs, serial: createSerial() }
}

/** Counts the request as pending for as long as it is. */
export async function whilePending<T>(app: App, promise: Promise<T>): Promise<T> {
  app.store.setState(({ requests }) => ({ requests: requests + 1 }))
  try {
    return await promise
  } finally {
    app.store.setState(({ requests }) => ({ requests: requests - 1 }))
  }
}
