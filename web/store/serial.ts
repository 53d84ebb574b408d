/**
 * Keeps the order of what the user does while the worker is still computing the run that it is about:
 * pressing 1, 1, 2 quickly lets A, A and B run, whatever the answers take.
 */

export type Task = () => Promise<void> | undefined

export interface Serial {
  /** Runs the task now, or once those before it are done. Beyond `limit` waiting tasks it is dropped. */
  readonly add: (task: Task) => void
  /** Forgets what waits and runs the task now; what is under way is expected to end by itself. */
  readonly replace: (task: Task) => void
}

const limit = 64

export function createSerial(): Serial {
  let waiting: Task[] = []
  let active: symbol | undefined

  function start(task: Task): void {
    const done = task()
    if (done === undefined) return
    const mine = Symbol('task')
    active = mine
    void done.finally(() => {
      if (active === mine) drain()
    })
  }

  function drain(): void {
    active = undefined
    while (active === undefined) {
      const task = waiting.shift()
      if (task === undefined) return
      start(task)
    }
  }

  return {
    add: (task) => {
      if (active === undefined) start(task)
      else if (waiting.length < limit) waiting.push(task)
    },
    replace: (task) => {
      waiting = []
      active = undefined
      start(task)
    },
  }
}
