/** Which pinned runs a link has room for. */

import { printLink } from './print.ts'
import { linkLimits, type LinkPins, type LinkState, type PinLetter, pinLetters } from './schema.ts'

export interface Fitted {
  readonly state: LinkState
  /** Those that would make the link too long, each by itself. */
  readonly leftOut: readonly PinLetter[]
}

/** The link with as many of its pins as it has room for, A first. Without pins a link is as long as its run. */
export function fitPins(state: LinkState): Fitted {
  const { pins = {} } = state
  const leftOut: PinLetter[] = []
  let kept: LinkPins | undefined
  for (const letter of pinLetters) {
    const pin = pins[letter]
    if (pin === undefined) continue
    const more = { ...kept, [letter]: pin }
    if (printLink({ ...state, pins: more }).length <= linkLimits.withPins) kept = more
    else leftOut.push(letter)
  }
  return { state: { ...state, pins: kept }, leftOut }
}
