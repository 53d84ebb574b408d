/** Findings as they are listed: grouped by kind and object, each with its places. */

import type { RunView, ViolationKind } from '../../src/trace/view.ts'
import type { FindingView, SearchResult } from '../../src/worker/search-protocol.ts'
import { findingsOf } from '../../src/worker/search-words.ts'

export interface FindingGroup {
  readonly key: string
  readonly kind: ViolationKind
  /** `use after free: device` */
  readonly title: string
  readonly places: readonly FindingView[]
}

/** In the order in which the search found them; what only leaves the model's bounds comes last. */
export function groupsOf(result: SearchResult): readonly FindingGroup[] {
  const groups = new Map<string, FindingGroup>()
  for (const finding of findingsOf(result)) {
    const { kind, object, title: what } = finding
    const key = `${kind} ${object ?? ''}`
    const title = object === undefined ? what : `${what}: ${object}`
    const places = [...(groups.get(key)?.places ?? []), finding]
    groups.set(key, { key, kind, title, places })
  }
  const all = [...groups.values()]
  return [
    ...all.filter(({ kind }) => kind !== 'bound'),
    ...all.filter(({ kind }) => kind === 'bound'),
  ]
}

/**
 * Key of the finding that the run on the page shows. One run may show several: then the one that was opened,
 * else the first.
 */
export function shownFinding(
  groups: readonly FindingGroup[],
  run: RunView | undefined,
  opened: FindingView['key'] | undefined,
): FindingView['key'] | undefined {
  if (run === undefined) return undefined
  const all = groups.flatMap(({ places }) => places)
  const showing = all.filter(({ schedule }) => schedule === run.schedule)
  return (showing.find(({ key }) => key === opened) ?? showing[0])?.key
}

/** `line 564: await(…)`, or what stands for it where no line is to blame. */
export function placeText({ kind, where }: FindingView): string {
  if (where !== undefined) return where
  return kind === 'leak' ? 'when all threads are done' : 'between steps'
}
