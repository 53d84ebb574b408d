/** Cuts the fragment of an address into scenario and fields, without looking at what they mean. */

import { linkProblems } from './problems.ts'
import type { LinkText } from './schema.ts'
import type { Tell } from './tell.ts'

/** `text` is the fragment without `#`. Undefined when it is no link at all; `tell` has said why. */
export function cutLink(text: string, tell: Tell): LinkText | undefined {
  // Some programs encode a whole fragment, slashes and question mark included.
  const body = /^%2f/i.test(text) ? decoded(text) : text
  if (!body.startsWith('/')) {
    tell(linkProblems.notALink(text))
    return undefined
  }
  const mark = body.indexOf('?')
  const path = mark === -1 ? body.slice(1) : body.slice(1, mark)
  const query = mark === -1 ? '' : body.slice(mark + 1)
  return { scenario: decoded(path), fields: cutQuery(query, tell) }
}

function cutQuery(query: string, tell: Tell): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  // Copied from the source of a web archive, `&` arrives as `&amp;`.
  for (const part of query.replaceAll('&amp;', '&').split('&')) {
    const equals = part.indexOf('=')
    if (equals === -1) {
      if (part !== '') tell(linkProblems.noValue(part))
      continue
    }
    const key = decoded(part.slice(0, equals))
    const value = decoded(part.slice(equals + 1))
    const earlier = fields.get(key)
    if (earlier === undefined) fields.set(key, value)
    else tell(linkProblems.twice(key, earlier, value))
  }
  return fields
}

/** Text with broken percent-encoding stays as it is: `%` is allowed in no field, so it will be told. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
