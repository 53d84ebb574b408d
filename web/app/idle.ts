/**
 * Publishes on <html data-idle> whether anything is still to come: "false" from the moment something
 * changes until no request, timer or animation is left and what changed has been painted. Tests and tools
 * wait for "true".
 */

import type { App } from '../store/app.ts'

export interface Idle {
  /** Resolves when the page is at rest for the first time. */
  readonly rested: Promise<void>
  /** Marks the page as busy until what it returns is called. */
  readonly hold: () => () => void
  readonly stop: () => void
}

/** Two frames: the first draws the change, at the second it is on the screen. */
const framesToPaint = 2
/** Hidden pages get no frames. */
const patience = 200

export function publishIdle(app: App, root: HTMLElement): Idle {
  let holds = 0
  let round = 0
  let rest = (): void => {}
  const rested = new Promise<void>((resolve) => {
    rest = resolve
  })

  /** What ends it changes the state, or lets go. */
  function busy(): boolean {
    const { requests, playback, run, catalogue } = app.store.getState()
    if (holds > 0 || requests > 0 || playback.playing) return true
    return run.kind === 'loading' || catalogue.kind === 'loading'
  }

  function changed(): void {
    root.dataset['idle'] = 'false'
    round += 1
    settle(round)
  }

  function settle(mine: number): void {
    afterPaint(framesToPaint, () => {
      if (mine !== round || busy()) return
      const moving = animationsOf(root)
      if (moving.length > 0) {
        // Looking again in each of their frames would take longer than to draw them.
        void Promise.allSettled(moving.map(({ finished }) => finished)).then(() => settle(mine))
        return
      }
      root.dataset['idle'] = 'true'
      rest()
    })
  }

  changed()
  const unsubscribe = app.store.subscribe(changed)
  return {
    rested,
    hold: () => {
      holds += 1
      changed()
      let held = true
      return () => {
        if (held) holds -= 1
        held = false
        changed()
      }
    },
    stop: () => {
      round += 1
      unsubscribe()
    },
  }
}

/** Endless animations, such as that of a progress bar, are no reason to wait. */
function animationsOf(root: HTMLElement): readonly Animation[] {
  return root.ownerDocument.getAnimations().filter((animation) => {
    const end = animation.effect?.getComputedTiming().endTime
    return animation.playState === 'running' && end !== Number.POSITIVE_INFINITY
  })
}

function afterPaint(frames: number, done: () => void): void {
  let over = false
  const finish = (): void => {
    if (over) return
    over = true
    clearTimeout(timer)
    done()
  }
  const timer = setTimeout(finish, patience)
  const wait = (left: number): void => {
    requestAnimationFrame(() => (left > 1 ? wait(left - 1) : finish()))
  }
  wait(frames)
}
