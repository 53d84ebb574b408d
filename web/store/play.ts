/** Playing the run: one step after the other until its end. */

import type { App } from './app.ts'
import { movedTo } from './navigate.ts'
import type { Speed } from './playback.ts'
import { lastCursor, openedOf } from './run.ts'

/** At the end of the run it starts over. */
export function togglePlay(app: App): void {
  const { playback, run: phase, cursor } = app.store.getState()
  const run = openedOf(phase)?.run
  if (run === undefined) return
  if (!playback.playing && cursor >= lastCursor(run)) {
    app.store.setState((state) => movedTo(state, run, 0, 'act'))
  }
  setPlaying(app, !playback.playing)
}

export function setSpeed(app: App, speed: Speed): void {
  app.preferences.set('speed', String(speed))
  app.store.setState(({ playback }) => ({ playback: { ...playback, speed } }))
}

/** Takes the steps while the state says `playing`. Returns the way to stop listening. */
export function startPlayer(app: App): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tick = (): void => {
    timer = undefined
    const { run: phase, cursor, playback } = app.store.getState()
    const run = openedOf(phase)?.run
    if (run === undefined || !playback.playing) return
    if (cursor < lastCursor(run)) {
      app.store.setState((state) => movedTo(state, run, cursor + 1, 'forward'))
    }
    if (cursor + 1 >= lastCursor(run)) setPlaying(app, false)
    else schedule()
  }
  const schedule = (): void => {
    timer = setTimeout(tick, 1000 / app.store.getState().playback.speed)
  }
  const unsubscribe = app.store.subscribe(({ playback }, before) => {
    if (playback === before.playback) return
    clearTimeout(timer)
    timer = undefined
    if (playback.playing) schedule()
  })
  return () => {
    clearTimeout(timer)
    unsubscribe()
  }
}

function setPlaying(app: App, playing: boolean): void {
  app.store.setState(({ playback }) => ({ playback: { ...playback, playing } }))
}
