/** The runs of a link, the one that is shown and those that are pinned, held against the scenarios there are. */

import { ofPin } from '../../src/share/link/pins.ts'
import {
  type LinkPin,
  type LinkPins,
  type LinkProblem,
  type LinkRun,
  type PinLetter,
  pinLetters,
} from '../../src/share/link/schema.ts'
import type { ScenarioMeta } from '../../src/worker/protocol.ts'
import { checkSwitches } from './link-switches.ts'

export interface CheckedRun<T> {
  /** Without what the scenario does not have; undefined where there is no such scenario. */
  readonly usable: T | undefined
  readonly problems: readonly LinkProblem[]
}

export function checkRun<T extends LinkRun & { readonly scenario: string }>(
  run: T,
  scenarios: readonly ScenarioMeta[],
): CheckedRun<T> {
  const meta = scenarios.find(({ id }) => id === run.scenario)
  if (meta === undefined) {
    return { usable: undefined, problems: [noScenario(run.scenario, scenarios)] }
  }
  const known = (fix: string): boolean => meta.fixes.some(({ id }) => id === fix)
  const unknown = run.fixes.filter((fix) => !known(fix)).map((fix) => noFix(fix, meta))
  const switches = checkSwitches(run, meta)
  return {
    usable: { ...run, ...switches.usable, fixes: run.fixes.filter(known) },
    problems: [...unknown, ...switches.problems],
  }
}

export function checkPins(
  pins: LinkPins | undefined,
  scenarios: readonly ScenarioMeta[],
): CheckedRun<LinkPins> {
  const usable: [PinLetter, LinkPin][] = []
  const problems: LinkProblem[] = []
  for (const letter of pinLetters) {
    const pin = pins?.[letter]
    if (pin === undefined) continue
    const checked = checkRun(pin, scenarios)
    const told = checked.problems.map((problem) =>
      checked.usable === undefined ? { ...problem, part: `of=${pin.scenario}` } : problem,
    )
    problems.push(...told.map((problem) => ofPin(letter, problem)))
    if (checked.usable !== undefined) usable.push([letter, checked.usable])
  }
  return { usable: usable.length === 0 ? undefined : Object.fromEntries(usable), problems }
}

/** What is left of a damaged link cannot end as the whole did. */
export function withoutChecksums(pins: LinkPins | undefined): LinkPins | undefined {
  if (pins === undefined) return undefined
  const entries = pinLetters.flatMap((letter) => {
    const pin = pins[letter]
    return pin === undefined ? [] : [[letter, { ...pin, checksum: undefined }] as const]
  })
  return Object.fromEntries(entries)
}

function noScenario(scenario: string, scenarios: readonly ScenarioMeta[]): LinkProblem {
  const names = scenarios.map(({ id }) => id).join(', ')
  return {
    part: scenario,
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
