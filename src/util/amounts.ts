/** How many, how long and how much, in words that are the same in every locale. */

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`
}

/** `1,234,567`, in every locale alike. */
export function grouped(count: number): string {
  return String(Math.round(count)).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
}

/** `7 ms`, `0.2 s`, `74 s` */
export function secondsText(seconds: number): string {
  if (seconds < 0.095) return `${Math.round(seconds * 1000)} ms`
  return seconds < 9.95 ? `${seconds.toFixed(1)} s` : `${grouped(seconds)} s`
}

/** `145 KiB`, `37.7 MiB` */
export function bytesText(bytes: number): string {
  const mebibytes = bytes / 2 ** 20
  if (mebibytes < 1) return `${Math.ceil(bytes / 1024)} KiB`
  return mebibytes < 100 ? `${mebibytes.toFixed(1)} MiB` : `${grouped(mebibytes)} MiB`
}

/** Undefined when no time has passed that could be measured. */
export function rateOf(states: number, seconds: number): number | undefined {
  return seconds > 0 ? Math.round(states / seconds) : undefined
}
