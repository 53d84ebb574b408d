/**
 * Keeps the address in step with the page. Stepping rewrites it, at most every 120 ms since browsers limit
 * that, and not while the run plays; another run or view, chosen by the user, gets an entry of its own for
 * the browser's Back. What Back, Forward or a pasted fragment says is opened.
 */

import type { Opened } from '../../src/worker/protocol.ts'
import type { App } from '../store/app.ts'
import { openLink } from '../store/link.ts'
import { linkOf } from '../store/page-link.ts'
import { openedOf } from '../store/run.ts'
import type { Compare } from '../store/compare-state.ts'
import type { State } from '../store/state.ts'

/** The browser's address bar, as far as it is used. */
export interface Bar {
  readonly hash: () => string
  readonly push: (hash: string) => void
  readonly replace: (hash: string) => void
}

export interface Address {
  /** Writes what is still to be written. */
  readonly flush: () => void
  /** To be called when the address has changed from outside. */
  readonly changed: () => void
  readonly stop: () => void
}

const quiet = 120

/** `hold` marks the page as busy until what it returns is called. */
export function keepAddress(app: App, bar: Bar, hold: () => () => void): Address {
  let timer: ReturnType<typeof setTimeout> | undefined
  let release: (() => void) | undefined
  let shown: Opened | undefined
  // The first run comes from the address: it is not a choice of the user's.
  let arriving = true

  function cancel(): void {
    clearTimeout(timer)
    timer = undefined
    release?.()
    release = undefined
  }

  function write(how: 'push' | 'replace'): void {
    cancel()
    const link = linkOf(app.store.getState())
    if (link !== undefined && link !== bar.hash()) bar[how](link)
  }

  function writeLater(): void {
    if (timer !== undefined) return
    release = hold()
    timer = setTimeout(() => write('replace'), quiet)
  }

  function follow(state: State, before: State): void {
    const opened = openedOf(state.run)
    if (opened === undefined || state.damagedLink !== undefined) return
    if (opened !== shown) {
      const how = arriving ? 'replace' : 'push'
      shown = opened
      arriving = false
      write(how)
    } else if (state.view !== before.view) {
      write(arriving ? 'replace' : 'push')
    } else if (before.damagedLink !== undefined) {
      arriving = false
      write('replace')
    } else if (arePinned(state.compare, before.compare)) {
      writeLater()
    } else if (state.cursor !== before.cursor || state.playback !== before.playback) {
      if (!state.playback.playing) writeLater()
    }
  }

  const unsubscribe = app.store.subscribe(follow)
  return {
    flush: () => write('replace'),
    changed: () => {
      const hash = bar.hash()
      if (hash === linkOf(app.store.getState())) {
        app.store.setState({ damagedLink: undefined })
        return
      }
      cancel()
      arriving = true
      const reading = openLink(app, hash)
      const arrived = (): void => {
        const { requests, damagedLink } = app.store.getState()
        if (requests === 0 && damagedLink === undefined) arriving = false
      }
      if (reading === undefined) arrived()
      else void reading.then(arrived)
    },
    stop: () => {
      cancel()
      unsubscribe()
    },
  }
}

/** Other runs than before. */
function arePinned(now: Compare, before: Compare): boolean {
  return now.a !== before.a || now.b !== before.b
}

export function browserBar(window: Window): Bar {
  return {
    hash: () => window.location.hash,
    push: (hash) => window.history.pushState(undefined, '', hash),
    replace: (hash) => window.history.replaceState(undefined, '', hash),
  }
}
