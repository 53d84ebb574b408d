/** The link that the page has: to its run at its step, in its view, with the runs that are pinned. */

import { variantOf } from '../../src/ir/variant.ts'
import { fitPins } from '../../src/share/link/fit.ts'
import { printLink } from '../../src/share/link/print.ts'
import {
  type LinkPin,
  type LinkPins,
  type LinkState,
  type PinLetter,
  pinLetters,
} from '../../src/share/link/schema.ts'
import type { RunView } from '../../src/trace/view.ts'
import { defaultView } from '../views/registry.ts'
import { lastCursor, openedOf } from './run.ts'
import type { State } from './state.ts'

/** Undefined while there is no run. */
export function linkOf(state: State): string | undefined {
  const shown = linkStateOf(state)
  if (shown === undefined) return undefined
  return printLink(fitPins({ ...shown, pins: pinsOf(state) }).state)
}

/** To the run alone: what is exported and remembered leaves out what it is compared with. */
export function runLinkOf(state: State): string | undefined {
  const shown = linkStateOf(state)
  return shown === undefined ? undefined : printLink(shown)
}

/** The pinned runs that the link has no room for. */
export function pinsLeftOut(state: State): readonly PinLetter[] {
  const shown = linkStateOf(state)
  return shown === undefined ? [] : fitPins({ ...shown, pins: pinsOf(state) }).leftOut
}

function linkStateOf(state: State): LinkState | undefined {
  const run = openedOf(state.run)?.run
  if (run === undefined) return undefined
  return {
    ...linkRunOf(run),
    at: Math.min(state.cursor, lastCursor(run)),
    view: state.view === defaultView ? undefined : state.view,
  }
}

function linkRunOf(run: RunView): LinkPin {
  const { scenario, schedule, checksum, version } = run
  return { ...variantOf(run), scenario, schedule, checksum, model: version }
}

function pinsOf({ compare }: State): LinkPins | undefined {
  const pinned = pinLetters.flatMap((letter) => {
    const opened = compare[letter]
    return opened === undefined ? [] : [[letter, linkRunOf(opened.run)] as const]
  })
  return pinned.length === 0 ? undefined : Object.fromEntries(pinned)
}
