/** A link that could not be used as a whole: what was wrong, and what could be read all the same. */

import type { LinkProblem, LinkState, ParsedLink } from '../../src/share/link/schema.ts'
import type { ScenarioMeta } from '../../src/worker/protocol.ts'
import { checkSwitches } from './link-switches.ts'
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
  const meta = scenarios.find(({ id }) => id === state.scenario)
  if (meta === undefined) return damaged([...problems, noScenario(state, scenarios)], undefined)
  const known = (fix: string): boolean => meta.fixes.some(({ id }) => id === fix)
  const unknown = state.fixes.filter((fix) => !known(fix)).map((fix) => noFix(fix, meta))
  const switches = checkSwitches(state, meta)
  const view = state.view === undefined ? undefined : viewOf(state.view)
  const usable = { ...state, ...switches.usable, fixes: state.fixes.filter(known), view }
  const all = [...problems, ...unknown, ...switches.problems, ...noView(state)]
  if (all.length === 0) return { kind: 'fine', state: usable }
  // What is left of a damaged link cannot end as the whole did.
  return damaged(all, { ...usable, checksum: undefined })
}

function damaged(
  problems: readonly LinkProblem[],
  readable: LinkState | undefined,
): { readonly kind: 'damaged'; readonly link: DamagedLink } {
  return { kind: 'damaged', link: { problems, readable } }
}

function noScenario(state: LinkState, scenarios: readonly ScenarioMeta[]): LinkProblem {
  const names = scenarios.map(({ id }) => id).join(', ')
  return {
    part: state.scenario,
    text: `There is no scenario of this name here. There are: ${names}.`,
    kept: 'nothing of it, since a run only means something in its scenario',
  }
}

function noFix(fix: string, meta: ScenarioMeta): LinkProblem {
  const names = meta.fixes.map(({ id }) => id).join(', ')
  const known = names === '' ? 'It has none.' : `It has: ${names}.`
  return {
    part: `fix=${fix}`,
    text: `The scenario ${meta.id} has no such fix. ${known}`,
    kept: 'everything else, without this fix',
  }
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
  return phrases
}
