/**
 * From the state of the page to the fragment of its address and back. Reading never throws and never
 * falls back in silence: each part is checked on its own, and whatever cannot be used becomes a
 * `LinkProblem` beside the state that could be kept.
 */

import { cutLink } from './cut.ts'
import { readFields } from './fields.ts'
import { linkProblems } from './problems.ts'
import {
  countOf,
  isScenarioId,
  type LinkText,
  linkLimits,
  linkVersion,
  type ParsedLink,
} from './schema.ts'
import { collectProblems, type Tell } from './tell.ts'
import { upgradeLink } from './upgraders.ts'

export { printLink, printSizes } from './print.ts'

/** Reads the fragment of an address, with or without its `#`. */
export function parseLink(hash: string): ParsedLink {
  const text = hash.startsWith('#') ? hash.slice(1) : hash
  if (text === '' || text === '/') return { kind: 'empty' }
  const { tell, all } = collectProblems()
  const unreadable = (scenario?: string): ParsedLink => ({
    kind: 'unreadable',
    scenario,
    problems: all(),
  })
  if (hash.length > linkLimits.hash) {
    tell(linkProblems.tooLong(hash))
    return unreadable()
  }
  const cut = cutLink(text, tell)
  if (cut === undefined) return unreadable()
  const version = readVersion(cut, tell)
  if (version > linkVersion) {
    const scenario = isScenarioId(cut.scenario) ? cut.scenario : undefined
    tell(linkProblems.newer(version, linkVersion, scenario))
    return unreadable(scenario)
  }
  const link = upgradeLink(cut, version)
  if (!isScenarioId(link.scenario)) {
    tell(linkProblems.scenario(link.scenario))
    return unreadable()
  }
  return { kind: 'link', state: readFields(link, tell), problems: all() }
}

/** A link without readable version is taken for one of today: nothing better is known. */
function readVersion({ fields }: LinkText, tell: Tell): number {
  const text = fields.get('v')
  if (text === undefined) {
    // A bare `#/hmm/leak`, typed by hand, needs no version to be understood.
    if (fields.size > 0) tell(linkProblems.noVersion(linkVersion))
    return linkVersion
  }
  const version = countOf(text)
  if (version !== undefined && version > 0) return version
  tell(linkProblems.version(text, linkVersion))
  return linkVersion
}
