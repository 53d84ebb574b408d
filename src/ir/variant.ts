/** Variants: one form and one key for each, and which fixes go together. */

import type { FixDef, ScenarioDef, Variant } from './program.ts'

/** What of a scenario decides which variants it has. */
export type Switches = Pick<ScenarioDef, 'fixes' | 'questions' | 'sizes'>

/** A copy without what says nothing: no question, a size of 1. */
export function variantOf({ fixes, mutex, questions = [], sizes = {} }: Variant): Variant {
  const chosen = Object.entries(sizes).filter(([, count]) => count !== 1)
  return {
    fixes,
    mutex,
    ...(questions.length > 0 && { questions }),
    ...(chosen.length > 0 && { sizes: Object.fromEntries(chosen) }),
  }
}

/** One form for each variant: each id once, in the order of the scenario, which knows all of them. */
export function canonicalVariant(known: Switches, variant: Variant): Variant {
  const { fixes, mutex, questions = [], sizes = {} } = variant
  const inOrder = (
    defs: readonly { readonly id: string }[],
    ids: readonly string[],
  ): readonly string[] => defs.flatMap(({ id }) => (ids.includes(id) ? [id] : []))
  return variantOf({
    fixes: inOrder(known.fixes, fixes),
    mutex,
    questions: inOrder(known.questions ?? [], questions),
    sizes: Object.fromEntries(
      inOrder(known.sizes ?? [], Object.keys(sizes)).map((id) => [id, sizes[id] ?? 1]),
    ),
  })
}

/** Equal for equal variants, in whatever order they name their parts. */
export function variantKey({ fixes, mutex, questions = [], sizes = {} }: Variant): string {
  const counts = Object.entries(sizes).filter(([, count]) => count !== 1)
  return [
    sorted(fixes).join(','),
    mutex,
    sorted(questions).join(','),
    sorted(counts.map(([id, count]) => `${id}:${count}`)).join(','),
  ].join('|')
}

/** Whether both say something else about the same lines. */
export function excludeEachOther(one: FixDef, other: FixDef): boolean {
  return one.excludes?.includes(other.id) === true || other.excludes?.includes(one.id) === true
}

/** The chosen fix that this one cannot be combined with. */
export function excludedBy(fix: FixDef, chosen: readonly FixDef[]): FixDef | undefined {
  return chosen.find((other) => other.id !== fix.id && excludeEachOther(fix, other))
}

/** Ids of fixes of which one has to be on, and none is; undefined when nothing is missing. */
export function missingNeeds(
  fix: FixDef,
  chosen: readonly FixDef[],
): readonly string[] | undefined {
  const { needs } = fix
  if (needs === undefined || needs.length === 0) return undefined
  return needs.some((id) => chosen.some((other) => other.id === id)) ? undefined : needs
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort()
}
