/**
 * The last runs, kept by the browser in IndexedDB. Where the browser keeps nothing (private windows, no room,
 * storage switched off), what fails says so and nothing else suffers.
 */

import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { fail, ok, type Result } from '../../src/util/result.ts'
import { type Entry, entryOf, isEntry } from './entry.ts'

export { entryOf }

export const capacity = 50

export interface Archive {
  /** Takes the place of an equal run; the oldest beyond the capacity goes. */
  readonly put: (entry: Entry) => Promise<Result<undefined, string>>
  /** The latest first. */
  readonly list: () => Promise<Result<readonly Entry[], string>>
  readonly remove: (key: string) => Promise<Result<undefined, string>>
  readonly clear: () => Promise<Result<undefined, string>>
}

interface Schema extends DBSchema {
  readonly runs: { key: string; value: Entry; indexes: { when: number } }
}

/** One per name is enough for a page. */
export function createArchive(name = 'heddle'): Archive {
  let connection: Promise<IDBPDatabase<Schema>> | undefined
  const connect = (): Promise<IDBPDatabase<Schema>> => {
    connection ??= open(name, () => {
      connection = undefined
    })
    return connection
  }
  const attempt = async <T>(work: (db: IDBPDatabase<Schema>) => Promise<T>) => {
    try {
      return ok(await work(await connect()))
    } catch (error) {
      connection = undefined
      return fail(reasonOf(error))
    }
  }
  return {
    put: (entry) => attempt((db) => put(db, entry)),
    list: () => attempt(list),
    remove: (key) =>
      attempt(async (db) => {
        await db.delete('runs', key)
        return undefined
      }),
    clear: () =>
      attempt(async (db) => {
        await db.clear('runs')
        return undefined
      }),
  }
}

function open(name: string, onClose: () => void): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, 1, {
    upgrade: (db) => {
      db.createObjectStore('runs', { keyPath: 'key' }).createIndex('when', 'when')
    },
    // Another tab wants a newer form, or the browser has thrown the data away.
    blocking: (_, __, event) => {
      if (event.target instanceof IDBDatabase) event.target.close()
      onClose()
    },
    terminated: onClose,
  })
}

async function put(db: IDBPDatabase<Schema>, entry: Entry): Promise<undefined> {
  const transaction = db.transaction('runs', 'readwrite')
  await transaction.store.put(entry)
  let left = (await transaction.store.count()) - capacity
  const oldest = transaction.store.index('when')
  for (let at = await oldest.openCursor(); at !== null && left > 0; at = await at.continue()) {
    await at.delete()
    left -= 1
  }
  await transaction.done
  return undefined
}

async function list(db: IDBPDatabase<Schema>): Promise<readonly Entry[]> {
  const all: readonly unknown[] = await db.getAllFromIndex('runs', 'when')
  return all.filter((value) => isEntry(value)).reverse()
}

function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') {
    return 'there is no room left for this site'
  }
  return error instanceof Error && error.message !== '' ? error.message : 'no reason given'
}

export const archive = createArchive()
