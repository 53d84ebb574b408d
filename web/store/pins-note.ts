/** What is said of a link that has no room for the runs that are pinned. */

import { pinsLeftOut } from './page-link.ts'
import type { State } from './state.ts'

/** Undefined when it has them all. */
export function pinsNote(state: State): string | undefined {
  const names = pinsLeftOut(state).map((letter) => letter.toUpperCase())
  if (names.length === 0) return undefined
  const [runs, are, them] = names.length === 1 ? ['run', 'is', 'it'] : ['runs', 'are', 'them']
  return `The pinned ${runs} ${names.join(' and ')} ${are} not in the link: with ${them} it would be longer than some mail and chat programs take.`
}
