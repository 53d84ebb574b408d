/** Which effects are shown beside a step where room is short; hovering always shows all. */

import type { EffectView } from '../../src/trace/view.ts'
import type { CssPixels } from './geometry.ts'

/** Widths of one character of the code font at the two sizes that a step uses. */
const codeChar: CssPixels = 7.23
const effectChar: CssPixels = 6.63
export const effectGap: CssPixels = 9

/** Characters of code that stay visible rather than show another effect. */
const leastCode = 11

/** Least useful first: the tracks show locks, the code says what is freed, only a count tells something new. */
const rank: Readonly<Record<EffectView['kind'], number>> = {
  lock: 0,
  note: 1,
  spawn: 2,
  alloc: 2,
  free: 3,
  result: 4,
  ref: 5,
}

/** Effects up to this rank are shown only when all of the code is. */
const lastOptional = 2

/**
 * Leaves out effects, least useful first, until the step fits `room`. Counts always stay; results and
 * frees stay while a readable beginning of the code does, too.
 */
export function fitEffects(
  text: string,
  effects: readonly EffectView[],
  room: CssPixels,
): readonly EffectView[] {
  const shown = [...effects].sort((a, b) => rank[b.kind] - rank[a.kind])
  while (shown.length > 0) {
    const last = shown.at(-1)
    if (last === undefined || last.kind === 'ref' || fits(text, shown, last, room)) break
    shown.pop()
  }
  return effects.filter((effect) => shown.includes(effect))
}

function fits(
  text: string,
  shown: readonly EffectView[],
  last: EffectView,
  room: CssPixels,
): boolean {
  const effects = shown.reduce(
    (sum, effect) => sum + effectGap + effect.text.length * effectChar,
    0,
  )
  const isOptional = rank[last.kind] <= lastOptional
  const code = isOptional ? text.length : Math.min(text.length, leastCode)
  return code * codeChar + effects <= room
}
