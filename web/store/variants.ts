/** The variants on offer: the code as posted, each fix, and combinations while they are few. */

import type { FixDef, MutexModel } from '../../src/ir/program.ts'
import { excludeEachOther, missingNeeds } from '../../src/ir/variant.ts'

export interface VariantOption {
  /** Ids of the fixes in the scenario's order, with commas; '' as posted. */
  readonly value: string
  readonly label: string
}

/** With this many fixes or fewer all combinations are offered. */
const fewFixes = 3

export const asPosted = 'as posted'

/** `current` is always among them, also when it is a combination that only a link can name. */
export function variantOptions(
  fixes: readonly FixDef[],
  current: readonly string[],
): readonly VariantOption[] {
  const sets =
    fixes.length <= fewFixes ? subsets(fixes) : [[], ...fixes.map((fix) => alone(fix, fixes))]
  const options = sets.map((set) => optionOf(set))
  const value = variantValue(fixes, current)
  if (options.some((option) => option.value === value)) return options
  return [...options, optionOf(fixes.filter(({ id }) => current.includes(id)))]
}

export function variantValue(fixes: readonly FixDef[], current: readonly string[]): string {
  return optionOf(fixes.filter(({ id }) => current.includes(id))).value
}

export function fixesOf(value: string): readonly string[] {
  return value === '' ? [] : value.split(',')
}

function optionOf(set: readonly FixDef[]): VariantOption {
  const value = set.map(({ id }) => id).join(',')
  return { value, label: set.length === 0 ? asPosted : set.map(({ title }) => title).join(' + ') }
}

/** A fix with what it needs to make a difference, in the scenario's order. */
function alone(fix: FixDef, fixes: readonly FixDef[]): readonly FixDef[] {
  const needed = missingNeeds(fix, [fix])?.[0]
  return fixes.filter(({ id }) => id === fix.id || id === needed)
}

function goTogether(set: readonly FixDef[]): boolean {
  return set.every(
    (fix) =>
      missingNeeds(fix, set) === undefined && !set.some((other) => excludeEachOther(fix, other)),
  )
}

/** Those that go together; small sets first, each in the given order. */
function subsets(fixes: readonly FixDef[]): readonly (readonly FixDef[])[] {
  const all = fixes.reduce<readonly (readonly FixDef[])[]>(
    (sets, fix) => [...sets, ...sets.map((set) => [...set, fix])],
    [[]],
  )
  return all.filter(goTogether).sort((a, b) => a.length - b.length)
}

export const mutexLabels: Readonly<Record<MutexModel, string>> = {
  count: '4.1, count based',
  owner: "today's, owner based",
  debug: 'debug',
  ideal: 'idealised',
}
