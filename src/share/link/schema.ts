/**
 * What a link holds. In the address it looks like
 * `#/hmm/device-unregister?v=1&fix=synchronize-srcu&mutex=owner&model=1&at=17&sum=k3f9ab&run=b3a2`.
 *
 * `v` comes first because it says how to read the rest. `run` comes last: it is the long part, so a
 * link that was cut off loses steps, and the checksum before it tells. Defaults are left out. All
 * characters survive mail and chat without percent-encoding, and none at the end is punctuation.
 *
 * Runs that are pinned, to be compared, follow after it: `&a-of=hmm/leak&a-fix=…&a-sum=…&a-run=b3a2`, the
 * fields of a run with the letter of the pin. `pins=ab` before the run says which there are, so that a link
 * that was cut off after the run tells that, too.
 */

import { type MutexModel, mutexModels } from '../../ir/program.ts'

/** Format that `printLink` writes. Raise it together with a new entry in `upgraders.ts`. */
export const linkVersion = 1

export const defaultMutex: MutexModel = 'count'

/** `run=` of the run without steps; an empty value would look like a link that was cut off. */
export const emptyRun = '0'

export const pinLetters = ['a', 'b'] as const
export type PinLetter = (typeof pinLetters)[number]

/** What is said of each run of a link. */
const runKeys = ['fix', 'mutex', 'ask', 'size', 'model', 'sum', 'run'] as const
export type RunKey = (typeof runKeys)[number]

/** Of a pinned run also its scenario, where it is another one. */
export const pinKeys = ['of', ...runKeys] as const
export type PinKey = (typeof pinKeys)[number]

export type LinkKey = 'v' | 'view' | 'at' | 'pins' | RunKey | `${PinLetter}-${PinKey}`

const allKeys: readonly string[] = [
  'v',
  'view',
  'at',
  'pins',
  ...runKeys,
  ...pinLetters.flatMap((letter) => pinKeys.map((key) => `${letter}-${key}`)),
]

export function isLinkKey(text: string): boolean {
  return allKeys.includes(text)
}

export const linkLimits = {
  /** Characters of the whole fragment. */
  hash: 50_000,
  /** Characters up to which pinned runs are added: some mail and chat programs cut whole links at 2,000. */
  withPins: 1_900,
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

/** What is said of each run of a link. */
export interface LinkRun {
  readonly fixes: readonly string[]
  readonly mutex: MutexModel
  /** Ids of questions; left out when none is asked. */
  readonly questions?: readonly string[] | undefined
  /** How many there are by id of a size, without those of 1; left out when there is none. */
  readonly sizes?: Readonly<Record<string, number>> | undefined
  /** In the notation of `schedule.ts`; undefined stands for the scenario's default run. */
  readonly schedule: string | undefined
  /** Of the state after the last step of the run: six base-36 digits. */
  readonly checksum?: string | undefined
  /** Version of the scenario that the run was recorded with. */
  readonly model?: number | undefined
}

/** A run that is pinned, to be compared with another. */
export interface LinkPin extends LinkRun {
  readonly scenario: string
  readonly schedule: string
}

export type LinkPins = Readonly<Partial<Record<PinLetter, LinkPin>>>

export interface LinkState extends LinkRun {
  readonly scenario: string
  /** Steps executed at the place that the link shows. */
  readonly at: number
  /** The view of the page; undefined stands for the run itself. */
  readonly view?: string | undefined
  /** Left out when none is pinned. */
  readonly pins?: LinkPins | undefined
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

export type LinkFields = ReadonlyMap<string, string>

/** A link cut into its parts, none of them looked at yet: what upgraders rewrite. */
export interface LinkText {
  readonly scenario: string
  readonly fields: LinkFields
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
