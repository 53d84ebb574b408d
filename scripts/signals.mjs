// Why: what was started must end when it is told to. A terminal sends ctrl-C to everyone; but npm runs a script
// through a shell, and a signal sent to npm alone ends that shell and leaves the script without a parent.

import { constants } from 'node:os'

/**
 * Calls `stop` once, with the exit code that fits, on ctrl-C, a polite kill, or when npm is gone.
 * @param {(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', exitCode: number) => void} stop
 */
export function onStop(stop) {
  let told = false
  const tell = (/** @type {'SIGINT' | 'SIGTERM' | 'SIGHUP'} */ signal) => {
    if (!told) stop(signal, 128 + constants.signals[signal])
    told = true
  }
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => tell(signal))
  }
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) tell('SIGTERM')
  }, 250).unref()
}
