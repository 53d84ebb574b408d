/** A variant in words. */

import type { Variant } from '../../ir/program.ts'

/** `fixes a, b, mutex model count, asking c, 2 devices` */
export function variantText({ fixes, mutex, questions = [], sizes = {} }: Variant): string {
  const list = fixes.length === 0 ? 'no fixes' : `fixes ${fixes.join(', ')}`
  const asked = questions.length === 0 ? [] : [`asking ${questions.join(', ')}`]
  const counts = Object.entries(sizes).map(([id, count]) => `${count} ${id}`)
  return [list, `mutex model ${mutex}`, ...asked, ...counts].join(', ')
}
