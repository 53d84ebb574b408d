/**
 * A run for tests, written as the two-column diagram that it will be drawn as:
 *
 *     A close             | B exit
 *     unload() {          |
 *                         | release(mn) {
 *                         | @mutex_lock(&m) {
 *                         | count-- #12 ; takes m
 *                         | }
 *     ~ m held by B       |
 *
 * The first line names the lanes. A cell opens a call (`{`, with a leading `@` for one of the kernel
 * library), closes it (`}` or `} 0` with its result), begins a wait (`~`) or is a step: text, line of
 * the listing after `#`, then effects after ` ; `. Effects with a meaning for the tracks are `takes m`,
 * `takes m (read)`, `releases m`, `mirror kref: 2 → 1`, `allocates o`, `frees o`, `touches o` and
 * `✗ use-after-free o`; others are notes. A mistake in the text is an exception.
 */

import { parseFixture, type FixtureEvent } from './fixture-parse.ts'
import { FixtureTracks, type FixtureTrack } from './fixture-tracks.ts'
import type {
  CallIndex,
  CallView,
  LaneIndex,
  NextView,
  RunView,
  StepIndex,
  StepView,
  ViolationView,
  WaitView,
} from './view.ts'

export interface FixtureOptions {
  readonly tracks?: readonly FixtureTrack[]
  /** Line of a step that names none. Default: its number. */
  readonly lineOf?: (text: string, call: string | undefined) => number | undefined
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

export function fixtureRun(text: string, options: FixtureOptions = {}): RunView {
  const { lanes, events } = parseFixture(text)
  const recorder = new Recorder(lanes, options)
  for (const event of events) recorder.add(event)
  return recorder.finish()
}

class Recorder {
  readonly #lanes: readonly { readonly letter: string; readonly title: string }[]
  readonly #options: FixtureOptions
  readonly #steps: StepView[] = []
  readonly #calls: Writable<CallView>[] = []
  readonly #waits: Writable<WaitView>[] = []
  readonly #violations: ViolationView[] = []
  readonly #stacks: CallIndex[][]
  readonly #tracks: FixtureTracks

  constructor(
    lanes: readonly { readonly letter: string; readonly title: string }[],
    options: FixtureOptions,
  ) {
    this.#lanes = lanes
    this.#options = options
    this.#stacks = lanes.map(() => [])
    this.#tracks = new FixtureTracks(options.tracks ?? [])
  }

  add(event: FixtureEvent): void {
    switch (event.kind) {
      case 'open':
        this.#open(event.lane, event.text, event.origin)
        break
      case 'close':
        this.#close(event.lane, event.result)
        break
      case 'wait':
        this.#wait(event.lane, event.text)
        break
      case 'step':
        this.#step(event)
        break
    }
  }

  #open(lane: LaneIndex, text: string, origin: CallView['origin']): void {
    const stack = this.#stacks[lane] ?? []
    const fn = text.slice(0, text.indexOf('(') < 0 ? undefined : text.indexOf('('))
    this.#calls.push({
      lane,
      fn,
      text,
      line: stack.length === 0 ? undefined : this.#lineOf(text, stack.at(-1)),
      parent: stack.at(-1),
      depth: stack.length,
      // Set by the first step inside.
      from: -1,
      to: undefined,
      origin,
      result: undefined,
    })
    stack.push(this.#calls.length - 1)
  }

  #close(lane: LaneIndex, result: string | undefined): void {
    const index = this.#stacks[lane]?.pop()
    const call = index === undefined ? undefined : this.#calls[index]
    if (index === undefined || call === undefined) throw new Error(`nothing to close in ${lane}`)
    if (call.from < 0) throw new Error(`no step inside ${call.text}`)
    call.to = this.#steps.findLastIndex((step) => step.calls.includes(index)) + 1
    call.result = result
    this.#tracks.returned(index, call.to)
  }

  #wait(lane: LaneIndex, text: string): void {
    const from = this.#steps.length
    const track = this.#tracks.wait(lane, text, from)
    this.#waits.push({ lane, from, to: undefined, text, track })
  }

  #step(event: Extract<FixtureEvent, { kind: 'step' }>): void {
    const index = this.#steps.length
    const calls = [...(this.#stacks[event.lane] ?? [])]
    for (const call of calls) {
      const view = this.#calls[call]
      if (view !== undefined && view.from < 0) view.from = index
    }
    for (const wait of this.#waits) {
      if (wait.lane === event.lane) wait.to ??= index
    }
    this.#tracks.step(index, event.lane, calls, this.#calls, event.effects)
    const afterViolation = this.#violations.length > 0
    const before = this.#steps.at(-1)?.lane
    this.#steps.push({
      lane: event.lane,
      text: event.text,
      line: event.line ?? this.#lineOf(event.text, calls.at(-1)),
      calls,
      accesses: [],
      effects: event.effects.flatMap(({ shown }) => (shown === undefined ? [] : [shown])),
      choice: undefined,
      violations: this.#violate(event, index),
      isSwitch: before !== undefined && before !== event.lane,
      afterViolation,
    })
  }

  #violate(event: Extract<FixtureEvent, { kind: 'step' }>, at: StepIndex): readonly number[] {
    return event.violations.map(({ kind, object }) => {
      const related = this.#tracks.freedAt(object)
      const by = related === undefined ? undefined : this.#steps[related]
      const freed = `${object} was freed by ${this.#letter(by?.lane)} at step ${(related ?? 0) + 1}`
      return (
        this.#violations.push({
          kind,
          at,
          lane: event.lane,
          title: kind.replaceAll('-', ' '),
          text: `${this.#letter(event.lane)} runs ${event.text}; ${freed}`,
          object,
          field: undefined,
          related,
        }) - 1
      )
    })
  }

  #letter(lane: LaneIndex | undefined): string {
    return lane === undefined ? '?' : (this.#lanes[lane]?.letter ?? '?')
  }

  #lineOf(text: string, call: CallIndex | undefined): number {
    const fn = call === undefined ? undefined : this.#calls[call]?.fn
    return this.#options.lineOf?.(text, fn) ?? this.#steps.length + 1
  }

  finish(): RunView {
    const cursors = Array.from({ length: this.#steps.length + 1 }, (_, cursor) => cursor)
    return {
      scenario: 'fixture',
      version: 1,
      fixes: [],
      mutex: 'count',
      schedule: this.#steps.map((step) => this.#letter(step.lane).toLowerCase()).join(''),
      lanes: this.#lanes.map((lane, index) => ({
        ...lane,
        kind: 'static',
        startedAt: 0,
        end: this.#endOf(index),
      })),
      steps: this.#steps,
      calls: this.#calls,
      waits: this.#waits,
      tracks: this.#tracks.views(),
      violations: this.#violations,
      next: cursors.map((cursor) => this.#lanes.map((_, lane) => this.#next(cursor, lane))),
      checksum: '000000',
      end: { kind: 'open', text: 'The run ends here.' },
    }
  }

  #endOf(lane: LaneIndex): RunView['lanes'][number]['end'] {
    const wait = this.#waits.find((other) => other.lane === lane && other.to === undefined)
    if (wait !== undefined) return { kind: 'blocked', text: `blocked: ${wait.text}` }
    if ((this.#stacks[lane]?.length ?? 0) > 0) return { kind: 'ready', text: 'can go on' }
    return { kind: 'done', text: 'done' }
  }

  #next(cursor: number, lane: LaneIndex): NextView {
    const step = this.#steps.find((other, index) => index >= cursor && other.lane === lane)
    const wait = this.#waits.find(
      ({ lane: waiter, from, to }) =>
        waiter === lane && from <= cursor && cursor < (to ?? Number.POSITIVE_INFINITY),
    )
    if (wait !== undefined) return { kind: 'blocked', lane, reason: wait.text, line: step?.line }
    if (step === undefined) return { kind: 'done', lane, reason: 'it is done', line: undefined }
    return { kind: 'can', lane, text: step.text, line: step.line, options: [] }
  }
}
