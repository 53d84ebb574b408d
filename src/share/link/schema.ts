/**
 * What a link holds. In the address it looks like
 * `#/hmm/device-unregister?v=1&fix=synchronize-srcu&mutex=owner&model=1&at=17&sum=k3f9ab&run=b3a2`.
 *
 * `v` comes first because it says how to read the rest. `run` comes last: it is the long part, so a
 * link that was cut off loses steps, and the checksum before it tells. Defaults are left out. All
 * characters survive mail and chat without percent-encoding, and none at the end is punctuation.
 */

import { type MutexModel, mutexModels } from '../../ir/program.ts'

/** Format that `printLink` writes. Raise it together with a new entry in `upgraders.ts`. */
export const linkVersion = 1

export const defaultMutex: MutexModel = 'count'

/** `run=` of the run without steps; an empty value would look like a link that was cut off. */
export const emptyRun = '0'

export const linkKeys = [
  'v',
  'view',
  'fix',
  'mutex',
  'ask',
  'size',
  'model',
  'at',
  'sum',
  'run',
] as const
export type LinkKey = (typeof linkKeys)[number]

export const linkLimits = {
  /** Characters of the whole fragment. */
  hash: 50_000,
  scenario: 80,
  fixes: 32,
  fixId: 60,
  questions: 32,
  sizes: 8,
  /** Of one thing; each scenario says how many it goes up to. */
  size: 99,
  view: 40,
  /** Problems told one by one; the others are only counted. */
  problems: 12,
} as const

export interface LinkState {
  readonly scenario: string
  readonly fixes: readonly string[]
  readonly mutex: MutexModel
  /** Ids of questions; left out when none is asked. */
  readonly questions?: readonly string[] | undefined
  /** How many there are by id of a size, without those of 1; left out when there is none. */
  readonly sizes?: Readonly<Record<string, number>> | undefined
  /** In the notation of `schedule.ts`; undefined stands for the scenario's default run. */
  readonly schedule: string | undefined
  /** Steps executed at the place that the link shows. */
  readonly at: number
  /** The view of the page; undefined stands for the run itself. */
  readonly view?: string | undefined
  /** Of the state after the last step of the run: six base-36 digits. */
  readonly checksum?: string | undefined
  /** Version of the scenario that the run was recorded with. */
  readonly model?: number | undefined
}

/** Something in a link that cannot be used as it stands, told to a person. */
export interface LinkProblem {
  /** The part of the link, verbatim and shortened: `mutex=owned`. */
  readonly part: string
  /** What is wrong with it and what to do: whole sentences. */
  readonly text: string
  /** What is used all the same, without a full stop: `the first 12 steps, b3a2b7`. */
  readonly kept: string
}

export type ParsedLink =
  | { readonly kind: 'empty' }
  | { readonly kind: 'link'; readonly state: LinkState; readonly problems: readonly LinkProblem[] }
  | {
      readonly kind: 'unreadable'
      /** The scenario that the link names, when that much can be read. */
      readonly scenario: string | undefined
      readonly problems: readonly LinkProblem[]
    }

/** A link cut into its parts, none of them looked at yet: what upgraders rewrite. */
export interface LinkText {
  readonly scenario: string
  readonly fields: ReadonlyMap<string, string>
}

export function isScenarioId(text: string): boolean {
  return text.length <= linkLimits.scenario && /^[a-z0-9-]+(?:\/[a-z0-9-]+)*$/.test(text)
}

export function isFixId(text: string): boolean {
  return text.length <= linkLimits.fixId && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)
}

export function isViewId(text: string): boolean {
  return text.length <= linkLimits.view && /^[a-z]+(?:-[a-z]+)*$/.test(text)
}

export function isChecksum(text: string): boolean {
  return /^[0-9a-z]{6}$/.test(text)
}

export function mutexModelOf(text: string): MutexModel | undefined {
  return mutexModels.find((model) => model === text)
}

/** A decimal number from 0 to 999,999 in its only spelling, else undefined. */
export function countOf(text: string): number | undefined {
  return /^(?:0|[1-9][0-9]{0,5})$/.test(text) ? Number(text) : undefined
}
