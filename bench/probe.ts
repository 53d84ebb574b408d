/**
 * What runs inside the measured page, before its own code. It looks on and changes nothing.
 *
 * A press is measured from the event's time stamp, which the browser sets when it receives the key, to
 * the end of the next frame: the animation frame that is requested while the key is handled comes after
 * all that the page does at once, and a task of the highest priority posted in it comes right after that
 * frame, whose style, layout and painting are done by then. (A message would queue up behind what the page
 * does for later frames.) What the compositor does then is not seen.
 *
 * Part of that time nobody works: the page has handled the key and the browser waits for the display. `worked`
 * leaves the waiting out: it is the handling of the key, until a listener that comes after all others, with what
 * they leave to be done right after them, and the frame from its first callback. (A task posted meanwhile would not
 * tell: after a key browsers put tasks off until the frame.) Where that listener is not reached, all of it counts.
 */

export interface Press {
  readonly key: string
  /** Milliseconds since navigation began, as are all times here. */
  readonly pressed: number
  readonly painted: number
  /** How long the page's own thread was at work until then. */
  readonly worked: number
  /** The frame in which the details have followed the diagram; the listing comes with them. */
  readonly complete: number
}

export interface Probe {
  /** The press of that number, from 0, once it has been painted. */
  readonly press: (number: number) => Promise<Press>
  /** When the entry of that number, from 0, that the page added to the browser's history was painted. */
  readonly entry: (number: number) => Promise<number>
  /** When the page first said that nothing was pending while it showed a diagram. */
  readonly interactive: () => Promise<number>
}

declare global {
  interface Window {
    heddleProbe: Probe
  }
}

/** Self-contained: only its text goes to the page. */
export function installProbe(): void {
  interface Log<T> {
    readonly add: (item: T) => void
    readonly get: (number: number) => Promise<T>
  }

  function createLog<T>(): Log<T> {
    const items: Promise<T>[] = []
    const waiting: ((item: T) => void)[] = []
    let added = 0
    const reserve = (number: number): Promise<T> => {
      while (items.length <= number) {
        items.push(new Promise<T>((resolve) => waiting.push(resolve)))
      }
      return items[number] ?? Promise.reject(new Error('unreachable'))
    }
    return {
      add: (item) => {
        void reserve(added)
        waiting[added]?.(item)
        added += 1
      },
      get: reserve,
    }
  }

  function next(done: (now: number) => void): void {
    void scheduler.postTask(() => done(performance.now()), { priority: 'user-blocking' })
  }

  function afterPaint(done: (painted: number, drawnFrom: number) => void): void {
    requestAnimationFrame(() => {
      const drawnFrom = performance.now()
      next((painted) => done(painted, drawnFrom))
    })
  }

  function isComplete(): boolean {
    const slider = document.querySelector<HTMLInputElement>('input[aria-label="Step"]')
    const details = document.querySelector('[aria-label="Step details"]')
    // In other views the run's details are out of sight, and need not follow.
    if (slider === null || slider.value === '0' || details?.checkVisibility() !== true) return true
    return new RegExp(`Step ${slider.value}(?!\\d)`).test(details.textContent)
  }

  function whenComplete(now: number, done: (complete: number) => void): void {
    if (isComplete()) done(now)
    else afterPaint((painted) => whenComplete(painted, done))
  }

  const presses = createLog<Press>()
  const entries = createLog<number>()
  const interactive = createLog<number>()

  window.addEventListener(
    'keydown',
    ({ key, timeStamp: pressed }) => {
      const begun = performance.now()
      let handled: number | undefined
      const end = (): void => {
        handled = performance.now()
      }
      window.addEventListener('keydown', end, { once: true })
      afterPaint((painted, drawnFrom) => {
        const worked = painted - drawnFrom + Math.min(handled ?? drawnFrom, drawnFrom) - begun
        whenComplete(painted, (complete) => {
          presses.add({ key, pressed, painted, worked, complete })
        })
      })
    },
    { capture: true },
  )

  const pushState = history.pushState.bind(history)
  history.pushState = (...args) => {
    pushState(...args)
    afterPaint((painted) => entries.add(painted))
  }

  // Also notices <html> itself, which is not there yet when this runs.
  new MutationObserver(() => {
    const isIdle = document.documentElement.dataset['idle'] === 'true'
    if (isIdle && document.querySelector('[role="grid"] [role="row"]') !== null) {
      interactive.add(performance.now())
    }
  }).observe(document, { attributes: true, attributeFilter: ['data-idle'], subtree: true })

  window.heddleProbe = {
    press: presses.get,
    entry: entries.get,
    interactive: () => interactive.get(0),
  }
}
