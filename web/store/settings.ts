/** The settings of a scenario that not every one has, and each of its fixes by itself. */

import { variantOf } from '../../src/ir/variant.ts'
import type { App } from './app.ts'
import { setVariant } from './open.ts'

export function setQuestion(app: App, id: string, isAsked: boolean): void {
  setVariant(app, ({ questions = [], ...variant }) =>
    variantOf({ ...variant, questions: withId(questions, id, isAsked) }),
  )
}

export function setFix(app: App, id: string, isOn: boolean): void {
  setVariant(app, (variant) => ({ ...variant, fixes: withId(variant.fixes, id, isOn) }))
}

/** How many there are of something. */
export function setSize(app: App, id: string, count: number): void {
  setVariant(app, ({ sizes = {}, ...variant }) =>
    variantOf({ ...variant, sizes: { ...sizes, [id]: count } }),
  )
}

function withId(ids: readonly string[], id: string, isIn: boolean): readonly string[] {
  const others = ids.filter((other) => other !== id)
  return isIn ? [...others, id] : others
}
