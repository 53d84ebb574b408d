/** Holds a variant against its scenario: each mistake is told with what to do about it. */

import { type FixDef, mutexModels, type ScenarioDef, type Variant } from '../ir/program.ts'
import { excludedBy, missingNeeds } from '../ir/variant.ts'
import { cutText } from '../util/text.ts'
import type { ErrorCode, HeddleError } from './protocol.ts'

/** The first thing that is wrong; undefined when the scenario has this variant. */
export function variantMistake(def: ScenarioDef, variant: Variant): HeddleError | undefined {
  return (
    unknown(def, 'fix', 'unknown-fix', def.fixes, variant.fixes) ??
    mutexMistake(variant) ??
    unknown(def, 'question', 'unknown-question', def.questions ?? [], variant.questions ?? []) ??
    sizeMistake(def, variant) ??
    combinationMistake(def, variant)
  )
}

function unknown(
  { id: scenario }: ScenarioDef,
  what: string,
  code: ErrorCode,
  defs: readonly { readonly id: string }[],
  wanted: readonly string[],
): HeddleError | undefined {
  const id = wanted.find((each) => defs.every((def) => def.id !== each))
  if (id === undefined) return undefined
  const known = defs.length === 0 ? 'none' : defs.map((def) => def.id).join(', ')
  const part = cutText(id)
  return { code, part, message: `${scenario} has no ${what} “${part}”. Known: ${known}.` }
}

function mutexMistake({ mutex }: Variant): HeddleError | undefined {
  if (mutexModels.some((model) => model === mutex)) return undefined
  const part = cutText(String(mutex))
  const message = `There is no mutex model “${part}”. Known: ${mutexModels.join(', ')}.`
  return { code: 'unknown-mutex', part, message }
}

function sizeMistake(def: ScenarioDef, { sizes = {} }: Variant): HeddleError | undefined {
  const known = def.sizes ?? []
  const stranger = unknown(def, 'size', 'unknown-size', known, Object.keys(sizes))
  if (stranger !== undefined) return stranger
  for (const { id, title, most } of known) {
    const count = sizes[id] ?? 1
    if (Number.isSafeInteger(count) && count >= 1 && count <= most) continue
    const message = `${def.id} has from 1 to ${most} ${title}, not ${count}. Choose a number in between.`
    return { code: 'bad-size', part: cutText(`${id}:${count}`), message }
  }
  return undefined
}

function combinationMistake(def: ScenarioDef, { fixes }: Variant): HeddleError | undefined {
  const chosen = def.fixes.filter(({ id }) => fixes.includes(id))
  for (const fix of chosen) {
    const message = clash(fix, chosen) ?? lack(fix, chosen)
    if (message !== undefined) return { code: 'bad-fixes', part: fix.id, message }
  }
  return undefined
}

function clash(fix: FixDef, chosen: readonly FixDef[]): string | undefined {
  const other = excludedBy(fix, chosen)
  if (other === undefined) return undefined
  return `The fixes ${fix.id} and ${other.id} exclude each other: they change the same lines in different ways. Choose one of them.`
}

function lack(fix: FixDef, chosen: readonly FixDef[]): string | undefined {
  const needs = missingNeeds(fix, chosen)
  if (needs === undefined) return undefined
  const wanted = needs.length === 1 ? needs.join('') : `one of ${needs.join(', ')}`
  return `The fix ${fix.id} makes no difference without ${wanted}. Add ${wanted}, or leave ${fix.id} out.`
}
