/** Collects the tracks of a fixture while its steps are read. */

import type { FixtureEffect } from './fixture-parse.ts'
import type {
  CallIndex,
  CallView,
  HoldView,
  LaneIndex,
  LockTrack,
  StepIndex,
  TrackView,
} from './view.ts'

export type FixtureTrack =
  | { readonly kind: 'lock'; readonly label: string }
  | { readonly kind: 'refcount'; readonly label: string; readonly initial: number }
  /** Exists from the start unless a step allocates it. */
  | { readonly kind: 'lifetime'; readonly label: string }

type Writable<T> = { -readonly [K in keyof T]: T[K] }
type Wait = Writable<LockTrack['waits'][number]>
interface Point {
  readonly at: number
  readonly value: number
  readonly lane: LaneIndex | undefined
}
interface Life {
  from: StepIndex | undefined
  freedAt: StepIndex | undefined
  freedBy: LaneIndex | undefined
  touched: StepIndex[]
}

export class FixtureTracks {
  readonly #tracks: readonly FixtureTrack[]
  readonly #holds = new Map<string, Writable<HoldView>[]>()
  readonly #waits = new Map<string, Wait[]>()
  readonly #points = new Map<string, Point[]>()
  readonly #lives = new Map<string, Life>()
  /** Holds that were let go inside a call that has not returned. */
  readonly #leaving = new Map<CallIndex, Writable<HoldView>>()

  constructor(tracks: readonly FixtureTrack[]) {
    this.#tracks = tracks
  }

  /** Index of the lock's track when the text of the wait begins with its label. */
  wait(lane: LaneIndex, text: string, from: StepIndex): number | undefined {
    const index = this.#tracks.findIndex(
      (track) => track.kind === 'lock' && text.startsWith(`${track.label} `),
    )
    const track = this.#tracks[index]
    if (track === undefined) return undefined
    listOf(this.#waits, track.label).push({ lane, from, to: undefined })
    return index
  }

  step(
    at: StepIndex,
    lane: LaneIndex,
    stack: readonly CallIndex[],
    calls: readonly CallView[],
    effects: readonly FixtureEffect[],
  ): void {
    for (const wait of [...this.#waits.values()].flat()) {
      if (wait.lane === lane) wait.to ??= at
    }
    const inner = stack.at(-1)
    const kernel = inner !== undefined && calls[inner]?.origin === 'kernel' ? inner : undefined
    for (const effect of effects) this.#effect(at, lane, kernel, effect)
  }

  #effect(
    at: StepIndex,
    lane: LaneIndex,
    kernel: CallIndex | undefined,
    { kind, subject, value }: FixtureEffect,
  ): void {
    switch (kind) {
      case 'takes':
      case 'reads': {
        const mode = kind === 'takes' ? 'write' : 'read'
        const open = { to: undefined, inside: false, insideTo: undefined }
        listOf(this.#holds, subject).push({ lane, mode, from: at, ...open })
        break
      }
      case 'releases': {
        const holds = listOf(this.#holds, subject)
        const hold = holds.find((other) => other.lane === lane && other.to === undefined)
        if (hold === undefined) throw new Error(`${subject} is not held`)
        hold.to = at + 1
        hold.inside = kernel !== undefined
        if (kernel !== undefined) this.#leaving.set(kernel, hold)
        break
      }
      case 'counts':
        listOf(this.#points, subject).push({ at: at + 1, value, lane })
        break
      case 'allocates':
        this.#life(subject).from = at
        break
      case 'frees':
        Object.assign(this.#life(subject), { freedAt: at, freedBy: lane })
        break
      case 'touches':
        this.#life(subject).touched.push(at)
        break
      case 'says':
        break
    }
  }

  /** `to` is one past the last step inside the call. */
  returned(call: CallIndex, to: StepIndex): void {
    const hold = this.#leaving.get(call)
    if (hold === undefined) return
    this.#leaving.delete(call)
    hold.inside = to > (hold.to ?? to)
    hold.insideTo = hold.inside ? to : undefined
  }

  freedAt(object: string): StepIndex | undefined {
    return this.#lives.get(object)?.freedAt
  }

  views(): readonly TrackView[] {
    return this.#tracks.map((track) => {
      const { label } = track
      switch (track.kind) {
        case 'lock': {
          const holds = listOf(this.#holds, label)
          return { kind: 'lock', label, holds, waits: listOf(this.#waits, label) }
        }
        case 'refcount': {
          const first: Point = { at: 0, value: track.initial, lane: undefined }
          const points = [first, ...listOf(this.#points, label)]
          const max = Math.max(...points.map(({ value }) => value))
          return { kind: 'refcount', label, points, max }
        }
        case 'lifetime': {
          const { from, freedAt, freedBy, touched } = this.#life(label)
          return { kind: 'lifetime', label, from, freedAt, freedBy, touchedAfterFree: touched }
        }
      }
    })
  }

  #life(object: string): Life {
    const known = this.#lives.get(object)
    if (known !== undefined) return known
    const life: Life = { from: 0, freedAt: undefined, freedBy: undefined, touched: [] }
    this.#lives.set(object, life)
    return life
  }
}

function listOf<T>(lists: Map<string, T[]>, key: string): T[] {
  const known = lists.get(key)
  if (known !== undefined) return known
  const list: T[] = []
  lists.set(key, list)
  return list
}
