/** Pins the runs that a link has pinned, and says of those that are not as they were. */

import {
  type LinkPin,
  type LinkPins,
  type PinLetter,
  pinLetters,
} from '../../src/share/link/schema.ts'
import type { Opened } from '../../src/worker/protocol.ts'
import { type App, whilePending } from './app.ts'
import { pinBoth } from './compare.ts'
import { changeOf, variantOfLink } from './link-change.ts'
import { tell } from './tell.ts'

interface Restored {
  readonly opened: Opened | undefined
  /** What there is to say of it. */
  readonly text: string | undefined
}

const none: Restored = { opened: undefined, text: undefined }

/** Of another link by then: what is superseded pins nothing. */
export async function restorePins(app: App, pins: LinkPins): Promise<void> {
  const restored = await whilePending(
    app,
    Promise.all(pinLetters.map((letter) => restore(app, letter, pins[letter]))),
  )
  const [a, b] = restored
  if (a === 'superseded' || b === 'superseded' || a === undefined || b === undefined) return
  pinBoth(app, a.opened, b.opened)
  const texts = [a, b].flatMap(({ text }, at) =>
    text === undefined ? [] : [`Pinned run ${at === 0 ? 'A' : 'B'}: ${text}`],
  )
  if (texts.length > 0) tell(app, { topic: 'pins', tone: 'warning', text: texts.join(' ') })
}

async function restore(
  app: App,
  letter: PinLetter,
  pin: LinkPin | undefined,
): Promise<Restored | 'superseded'> {
  if (pin === undefined) return none
  const { scenario, schedule } = pin
  const variant = variantOfLink(pin)
  const outcome = await app.client.openPinned(letter, { kind: 'run', scenario, variant, schedule })
  switch (outcome.kind) {
    case 'superseded':
      return 'superseded'
    case 'failed':
      return { opened: undefined, text: outcome.error.message }
    case 'opened':
      return { opened: outcome.opened, text: changeOf(outcome.opened, pin) }
  }
}
