/** A run as the history remembers it: its link, which opens it, and what tells it from others in a list. */

import { variantKey } from '../../src/ir/variant.ts'
import { scenarioMeta } from '../store/catalogue.ts'
import { runLinkOf } from '../store/page-link.ts'
import { openedOf, specKey, specOf } from '../store/run.ts'
import type { State } from '../store/state.ts'
import { asPosted, mutexLabels } from '../store/variants.ts'
import { type Verdict, verdictOf } from '../store/verdict.ts'

export interface Entry {
  /** Equal runs have equal keys: the one seen last takes the place of the other. */
  readonly key: string
  /** The fragment of the address, with its `#`. */
  readonly link: string
  readonly title: string
  /** `as posted · mutex 4.1, count based` */
  readonly variant: string
  readonly steps: number
  readonly tone: Verdict['tone']
  readonly verdict: string
  /** Milliseconds since 1970. */
  readonly when: number
}

/** Undefined while there is no run. */
export function entryOf(state: State, when: number): Entry | undefined {
  const run = openedOf(state.run)?.run
  const link = runLinkOf(state)
  if (run === undefined || link === undefined) return undefined
  const meta = scenarioMeta(state.catalogue, run.scenario)
  const { tone, text } = verdictOf(run)
  const fixes = run.fixes.map((id) => meta?.fixes.find((fix) => fix.id === id)?.title ?? id)
  const others = variantKey({ ...run, fixes: [], mutex: 'count' })
  const isPlain = others === variantKey({ fixes: [], mutex: 'count' })
  const parts = [
    fixes.length === 0 ? asPosted : fixes.join(' + '),
    `mutex ${mutexLabels[run.mutex]}`,
  ]
  return {
    key: specKey(specOf(run)),
    link,
    title: meta?.title ?? run.scenario,
    variant: (isPlain ? parts : [...parts, 'own settings']).join(' · '),
    steps: run.steps.length,
    tone,
    verdict: text,
    when,
  }
}

const tones: readonly Verdict['tone'][] = ['violated', 'clean', 'open']

/** What the browser has kept may be of another release, or not ours at all. */
export function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false
  const field = (name: string): unknown => Object.getOwnPropertyDescriptor(value, name)?.value
  const texts = ['key', 'link', 'title', 'variant', 'verdict'].map(field)
  const numbers = ['steps', 'when'].map(field)
  return (
    texts.every((text) => typeof text === 'string') &&
    numbers.every((number) => Number.isFinite(number)) &&
    tones.some((tone) => tone === field('tone'))
  )
}
