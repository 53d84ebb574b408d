/** Walking through the run by itself. */

export interface Playback {
  readonly playing: boolean
  readonly speed: Speed
}

/** Steps per second. */
export const speeds = [1, 2, 4, 8, 16] as const
export type Speed = (typeof speeds)[number]

export const stopped: Playback = { playing: false, speed: 2 }

export function speedFrom(text: string | undefined): Speed | undefined {
  return speeds.find((speed) => String(speed) === text)
}
