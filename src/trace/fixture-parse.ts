/** Reads the notation of `fixtureRun`, line by line, into events. */

import type { CallView, EffectView, LaneIndex } from './view.ts'

export interface FixtureEffect {
  readonly kind:
    | 'takes'
    | 'reads'
    | 'releases'
    | 'counts'
    | 'allocates'
    | 'frees'
    | 'touches'
    | 'says'
  /** Label of the lock, counter or object. */
  readonly subject: string
  readonly value: number
  /** What the step shows of it. */
  readonly shown: EffectView | undefined
}

export interface FixtureViolation {
  readonly kind: 'use-after-free' | 'double-free'
  readonly object: string
}

export type FixtureEvent =
  | {
      readonly kind: 'open'
      readonly lane: LaneIndex
      readonly text: string
      readonly origin: CallView['origin']
    }
  | { readonly kind: 'close'; readonly lane: LaneIndex; readonly result: string | undefined }
  | { readonly kind: 'wait'; readonly lane: LaneIndex; readonly text: string }
  | {
      readonly kind: 'step'
      readonly lane: LaneIndex
      readonly text: string
      readonly line: number | undefined
      readonly effects: readonly FixtureEffect[]
      readonly violations: readonly FixtureViolation[]
    }

export interface FixtureLane {
  readonly letter: string
  readonly title: string
}

export function parseFixture(text: string): {
  readonly lanes: readonly FixtureLane[]
  readonly events: readonly FixtureEvent[]
} {
  const [header, ...body] = text.split('\n').filter((line) => line.trim() !== '')
  if (header === undefined) throw new Error('a fixture begins with a line that names its lanes')
  const lanes = header.split('|').map((cell) => {
    const [letter = '?', ...title] = cell.trim().split(' ')
    return { letter, title: title.join(' ') }
  })
  return { lanes, events: body.map(event) }
}

function event(line: string): FixtureEvent {
  const cells = line.split(/\|(?!\|)/).map((cell) => cell.trim())
  const lane = cells.findIndex((cell) => cell !== '')
  const text = cells[lane]
  if (text === undefined) throw new Error(`no cell is filled in: ${line}`)
  if (text.startsWith('~')) return { kind: 'wait', lane, text: text.slice(1).trim() }
  if (text.startsWith('}')) {
    const result = text.slice(1).trim()
    return { kind: 'close', lane, result: result === '' ? undefined : result }
  }
  if (text.endsWith('{')) {
    const origin = text.startsWith('@') ? 'kernel' : 'model'
    return { kind: 'open', lane, text: text.slice(origin === 'kernel' ? 1 : 0, -1).trim(), origin }
  }
  return step(lane, text)
}

function step(lane: LaneIndex, cell: string): FixtureEvent {
  const [head = '', ...parts] = cell.split(' ; ').map((part) => part.trim())
  const [, text = head, line] = /^(.*?)(?:\s+#(\d+))?$/.exec(head) ?? []
  return {
    kind: 'step',
    lane,
    text,
    line: line === undefined ? undefined : Number(line),
    effects: parts.filter((part) => !part.startsWith('✗')).map(effect),
    violations: parts.filter((part) => part.startsWith('✗')).map(violation),
  }
}

function violation(text: string): FixtureViolation {
  const [, kind = '', object = ''] = text.split(' ')
  if (kind !== 'use-after-free' && kind !== 'double-free') throw new Error(`violation: ${text}`)
  return { kind, object }
}

function effect(text: string): FixtureEffect {
  const count = /^(.*): (\d+ → (\d+))$/.exec(text)
  if (count !== null) {
    const [, subject = '', shown = '', value] = count
    return { kind: 'counts', subject, value: Number(value), shown: { kind: 'ref', text: shown } }
  }
  const [verb = '', ...rest] = text.split(' ')
  const subject = rest.join(' ')
  const base = { subject, value: 0 }
  switch (verb) {
    case 'takes': {
      const read = subject.endsWith(' (read)')
      const lock = read ? subject.slice(0, -' (read)'.length) : subject
      return {
        kind: read ? 'reads' : 'takes',
        subject: lock,
        value: 0,
        shown: { kind: 'lock', text },
      }
    }
    case 'releases':
      return { ...base, kind: 'releases', shown: { kind: 'lock', text } }
    case 'allocates':
      return { ...base, kind: 'allocates', shown: { kind: 'alloc', text } }
    case 'frees':
      return { ...base, kind: 'frees', shown: { kind: 'free', text } }
    case 'touches':
      return { ...base, kind: 'touches', shown: undefined }
    case '→':
      return { ...base, kind: 'says', shown: { kind: 'result', text } }
    default:
      return { ...base, kind: 'says', shown: { kind: 'note', text } }
  }
}
