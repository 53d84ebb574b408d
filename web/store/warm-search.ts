/**
 * Begins the search of what is on the page before it is asked for, when the user rests: the worker has
 * started, the program is built and its code has run by then, so that the answer comes at once.
 */

import { type App } from './app.ts'
import { searchJob } from './find-races.ts'
import { phaseOf, searchKey, subjectOf } from './search.ts'

/** Milliseconds without another scenario or variant. */
const rest = 800
export function keepSearchWarm(app: App): void {
  let known = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = (): void => {
    const state = app.store.getState()
    const subject = subjectOf(state)
    if (subject === undefined) return
    const key = searchKey(subject, state.minimised)
    if (key === known) return
    known = key
    clearTimeout(timer)
    timer = setTimeout(() => warm(app), rest)
  }
  app.store.subscribe(look)
  look()
}

function warm(app: App): void {
  const state = app.store.getState()
  const subject = subjectOf(state)
  if (subject === undefined || phaseOf(state).kind !== 'idle') return
  app.search.warm(searchJob(app, subject, state.minimised))
}
