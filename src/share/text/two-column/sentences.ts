/** What is proposed to be said above and below the diagram of a run. */

import type { LaneIndex, RunView, ViolationView } from '../../../trace/view.ts'

/** What runs against what. */
export function openingOf({ lanes }: RunView): string {
  const names = lanes.flatMap(({ letter, title, startedAt }) =>
    startedAt === undefined ? [] : [`${letter} (${title})`],
  )
  const [first = '', ...others] = names
  if (others.length === 0) return `Thread ${first} runs alone`
  return `Thread ${first} runs against ${listOf(others.map((name) => `thread ${name}`))}`
}

/** The reference counts before the first step; none where there are none. */
export function initiallyOf({ tracks }: RunView): readonly string[] {
  const counts = tracks.flatMap((track) => {
    if (track.kind !== 'refcount') return []
    return [`${track.label} == ${track.points[0]?.value ?? 0}`]
  })
  return counts.length === 0 ? [] : [`Initially: ${counts.join(', ')}`]
}

/** What comes of it, and between which two places: the steps have no numbers in the text. */
export function endingOf(run: RunView): string {
  const [violation] = run.violations
  if (violation === undefined) return `Nothing goes wrong in this order: ${run.end.text}`
  const freed = freedMeanwhile(run, violation)
  if (freed !== undefined) return freed
  const text = violation.text.replaceAll(/ (?:at|in|by|after|before) step \d+/g, '')
  return text.toLowerCase().includes(violation.title.toLowerCase())
    ? text
    : `${capital(violation.title)}: ${text}`
}

/** `Thread A frees device in unload() while thread B is still inside mutex_unlock(), which goes on to use it` */
function freedMeanwhile(
  run: RunView,
  { kind, object, at, related }: ViolationView,
): string | undefined {
  if (kind !== 'use-after-free' || object === undefined || related === undefined) return undefined
  const [freeing, using] = [run.steps[related], run.steps[at]]
  if (freeing === undefined || using === undefined || freeing.lane === using.lane) return undefined
  const user = `thread ${letterOf(run, using.lane)}`
  const free = `Thread ${letterOf(run, freeing.lane)} frees ${object} in ${functionOf(run, related)}()`
  const call = innermostBefore(run, at, related)
  return call === undefined
    ? `${free}; afterwards ${user} uses it in ${functionOf(run, at)}()`
    : `${free} while ${user} is still inside ${call}(), which goes on to use it`
}

function functionOf(run: RunView, step: number): string {
  const call = run.steps[step]?.calls.at(-1)
  return call === undefined ? '?' : (run.calls[call]?.fn ?? '?')
}

/** The innermost call around a step that had begun before another step. */
function innermostBefore(run: RunView, step: number, before: number): string | undefined {
  const calls = run.steps[step]?.calls ?? []
  return calls
    .map((call) => run.calls[call])
    .findLast((call) => call !== undefined && call.from < before)?.fn
}

function letterOf(run: RunView, lane: LaneIndex): string {
  return run.lanes[lane]?.letter ?? '?'
}

function listOf(items: readonly string[]): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
