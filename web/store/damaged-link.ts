/** A link that could not be used as a whole: what was wrong, and what could be read all the same. */

import {
  type LinkPin,
  type LinkProblem,
  type LinkState,
  type ParsedLink,
  pinLetters,
} from '../../src/share/link/schema.ts'
import type { ScenarioMeta } from '../../src/worker/protocol.ts'
import { checkPins, checkRun, withoutChecksums } from './link-run.ts'
import { viewIds, viewOf } from '../views/registry.ts'

export interface DamagedLink {
  readonly problems: readonly LinkProblem[]
  /** What "Show what could be read" opens; undefined when there is nothing to show. */
  readonly readable: LinkState | undefined
}

/**
 * A parsed link held against the scenarios that there are: `fine` when all of it can be used. Fixes that
 * the scenario does not have are taken out of what can be shown.
 */
export type CheckedLink =
  | { readonly kind: 'empty' }
  | { readonly kind: 'fine'; readonly state: LinkState }
  | { readonly kind: 'damaged'; readonly link: DamagedLink }

export function checkLink(parsed: ParsedLink, scenarios: readonly ScenarioMeta[]): CheckedLink {
  switch (parsed.kind) {
    case 'empty':
      return parsed
    case 'unreadable':
      return damaged(parsed.problems, undefined)
    case 'link':
      return checkState(parsed.state, parsed.problems, scenarios)
  }
}

function checkState(
  state: LinkState,
  problems: readonly LinkProblem[],
  scenarios: readonly ScenarioMeta[],
): CheckedLink {
  const run = checkRun(state, scenarios)
  const pins = checkPins(state.pins, scenarios)
  const all = [...problems, ...run.problems, ...pins.problems, ...noView(state)]
  if (run.usable === undefined) return damaged(all, undefined)
  const view = state.view === undefined ? undefined : viewOf(state.view)
  const usable = { ...run.usable, view, pins: pins.usable }
  if (all.length === 0) return { kind: 'fine', state: usable }
  // What is left of a damaged link cannot end as the whole did.
  return damaged(all, { ...usable, checksum: undefined, pins: withoutChecksums(pins.usable) })
}

function damaged(
  problems: readonly LinkProblem[],
  readable: LinkState | undefined,
): { readonly kind: 'damaged'; readonly link: DamagedLink } {
  return { kind: 'damaged', link: { problems, readable } }
}

/** At most one. */
function noView({ view }: LinkState): readonly LinkProblem[] {
  if (view === undefined || viewOf(view) !== undefined) return []
  const text = `There is no view of this name here. There are: ${viewIds.join(', ')}.`
  return [{ part: `view=${view}`, text, kept: 'everything else; the run is shown' }]
}

/** What was understood, one phrase each. */
export function understood(state: LinkState): readonly string[] {
  const phrases = [`scenario ${state.scenario}`]
  if (state.fixes.length > 0) phrases.push(`fixes ${state.fixes.join(', ')}`)
  if (state.mutex !== 'count') phrases.push(`mutex model ${state.mutex}`)
  if (state.questions !== undefined) phrases.push(`asking ${state.questions.join(', ')}`)
  for (const [id, count] of Object.entries(state.sizes ?? {})) phrases.push(`${count} ${id}`)
  if (state.schedule !== undefined && state.schedule !== '') phrases.push(`run ${state.schedule}`)
  if (state.at > 0) phrases.push(`step ${state.at}`)
  if (state.view !== undefined) phrases.push(`view ${state.view}`)
  for (const letter of pinLetters) {
    const pin = state.pins?.[letter]
    if (pin !== undefined) phrases.push(pinPhrase(letter.toUpperCase(), pin))
  }
  return phrases
}

function pinPhrase(name: string, { scenario, fixes, schedule }: LinkPin): string {
  const under = fixes.length === 0 ? '' : ` with fixes ${fixes.join(', ')}`
  return `pinned as ${name}: ${scenario}${under}, ${schedule === '' ? 'no steps' : `run ${schedule}`}`
}
