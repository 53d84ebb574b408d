/** What reads links, with all that it has to say about damaged ones, is loaded with the first link to be read. */

import type { readLink } from './read-link.ts'

type Reader = typeof readLink

let reader: Reader | undefined

/** Undefined until it is loaded. */
export function readerOfLinks(): Reader | undefined {
  return reader
}

/** Rejects when the file cannot be loaded. */
export async function loadReader(): Promise<void> {
  const { readLink } = await import('./read-link.ts')
  reader = readLink
}

/** Does the fragment of an address, with or without its `#`, say nothing at all? */
export function isEmptyLink(hash: string): boolean {
  return ['', '#', '/', '#/'].includes(hash)
}
