/** Everything that went wrong in a run, in words: what, where, by whom, and since when. */

import type { Listing } from '../ir/print.ts'
import type { Readiness } from '../machine/enabled.ts'
import { objectOf, wordName } from '../machine/memory.ts'
import { faultsOf } from './faults.ts'
import { leaksOf } from './leaks.ts'
import { letter, letters, waitText } from './names.ts'
import { codeText } from './steps.ts'
import type { RaceAt, Survey } from './survey.ts'
import type { ViolationView } from './view.ts'

/** In the order of steps. */
export function violationsOf(survey: Survey, listing: Listing): readonly ViolationView[] {
  const races = survey.races.map((race) => raceView(survey, race, listing))
  const found = [...faultsOf(survey), ...races, ...deadlock(survey), ...leaksOf(survey)]
  return found.sort((left, right) => left.at - right.at)
}

function raceView(survey: Survey, { at, race }: RaceAt, listing: Listing): ViolationView {
  const { machine } = survey
  const [left, right] = race.sides
  const text = [left, right]
    .map(({ lane, access }) => {
      const { line } = codeText(machine.lanes[lane], access.pc, listing)
      return `${letter(machine, lane)} ${access.marked ? '' : 'plainly '}${access.kind}s it at line ${line}`
    })
    .join(' while ')
  const object = objectOf(machine.memory, race.address)
  return {
    kind: 'data-race',
    at: Math.max(0, at - 1),
    lane: left.lane,
    title: 'data race',
    text: `${wordName(machine.memory, race.address)}: ${text}`,
    object: object?.name,
    field: object?.words[race.address - object.base]?.path,
    related: undefined,
  }
}

/** Nobody can go on although somebody has not finished. */
function deadlock(survey: Survey): readonly ViolationView[] {
  const { machine, run } = survey
  const at = run.steps.length
  const stands = survey.readiness[at] ?? []
  if (stands.some((stand) => stand.kind === 'ready')) return []
  const stuck = stands.flatMap((stand, lane) => (isStuck(stand) ? [{ lane, why: stand.why }] : []))
  if (stuck.length === 0) return []
  const texts = stuck.map(({ lane, why }) => {
    return `${letter(machine, lane)} waits for ${waitText(machine, why, (lock, holder) => survey.heldSince(at, lock, holder))}`
  })
  const names = letters(
    machine,
    stuck.map(({ lane }) => lane),
  )
  return [
    {
      kind: 'deadlock',
      at: Math.max(0, at - 1),
      lane: stuck[0]?.lane,
      title: 'deadlock',
      text: `${names} can never go on: ${texts.join('; ')}`,
      object: undefined,
      field: undefined,
      related: undefined,
    },
  ]
}

function isStuck(stand: Readiness): stand is Readiness & { readonly kind: 'blocked' } {
  return stand.kind === 'blocked'
}
