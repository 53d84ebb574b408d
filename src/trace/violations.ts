/** Everything that went wrong in a run, in words: what, where, by whom, and since when. */

import type { Listing } from '../ir/print.ts'
import type { LaneId } from '../machine/code.ts'
import type { Fault } from '../machine/events.ts'
import type { Readiness } from '../machine/enabled.ts'
import { type ObjectId, objectOf, partName, wordName } from '../machine/memory.ts'
import type { RunStep } from '../machine/run.ts'
import { leaksOf } from './leaks.ts'
import { letter, letters, waitText } from './names.ts'
import { codeText } from './steps.ts'
import type { RaceAt, Survey } from './survey.ts'
import type { StepIndex, ViolationKind, ViolationView } from './view.ts'

/** In the order of steps. */
export function violationsOf(survey: Survey, listing: Listing): readonly ViolationView[] {
  const { run } = survey
  const frees = freesIn(run.steps)
  const faults = run.steps.flatMap((step, at) => faultsOf(survey, step, at, frees))
  const races = survey.races.map((race) => raceView(survey, race, listing))
  const found = [...faults, ...races, ...deadlock(survey), ...leaksOf(survey)]
  return found.sort((left, right) => left.at - right.at)
}

type Frees = ReadonlyMap<ObjectId, { readonly lane: LaneId; readonly at: StepIndex }>

function freesIn(steps: readonly RunStep[]): Frees {
  const frees = new Map<ObjectId, { readonly lane: LaneId; readonly at: StepIndex }>()
  for (const [at, step] of steps.entries()) {
    for (const { event, lane } of step.events)
      if (event.kind === 'free') frees.set(event.object, { lane, at })
  }
  return frees
}

/** One per kind and object: a step that touches freed memory usually does so with several words. */
function faultsOf(
  survey: Survey,
  step: RunStep,
  at: StepIndex,
  frees: Frees,
): readonly ViolationView[] {
  const found = new Map<string, ViolationView>()
  for (const { event, lane } of step.events) {
    if (event.kind !== 'fault') continue
    const view = faultView(survey, event.fault, lane, at, frees)
    const key = `${view.kind} ${view.object ?? view.text}`
    if (!found.has(key)) found.set(key, view)
  }
  return [...found.values()]
}

function faultView(
  survey: Survey,
  fault: Fault,
  lane: LaneId,
  at: StepIndex,
  frees: Frees,
): ViolationView {
  const { machine } = survey
  const who = letter(machine, lane)
  const base = { at, lane, object: undefined, field: undefined, related: undefined }
  switch (fault.kind) {
    case 'use-after-free': {
      const object = objectOf(machine.memory, fault.address)
      const freed = object === undefined ? undefined : frees.get(object.id)
      const by =
        freed === undefined
          ? ''
          : `; ${letter(machine, freed.lane)} freed ${object?.name} at step ${freed.at + 1}`
      return {
        ...base,
        kind: 'use-after-free',
        title: 'use after free',
        text: `${who} ${fault.access}s ${wordName(machine.memory, fault.address)}${by}`,
        object: object?.name,
        field: object?.words[fault.address - object.base]?.path,
        related: freed?.at,
      }
    }
    case 'double-free': {
      const object = machine.memory.objects[fault.object]
      const freed = frees.get(fault.object)
      return {
        ...base,
        kind: 'double-free',
        title: 'double free',
        text: `${who} frees ${object?.name} again${freed === undefined ? '' : `; ${letter(machine, freed.lane)} freed it at step ${freed.at + 1}`}`,
        object: object?.name,
        related: freed?.at,
      }
    }
    case 'invalid-pointer':
      return {
        ...base,
        kind: 'invalid-pointer',
        title: 'invalid pointer',
        text: invalidText(who, fault),
      }
    case 'assert':
      return {
        ...base,
        kind: assertKind(fault.as),
        title: assertTitle(fault.as),
        text: `${who}: ${fault.text}`,
      }
    case 'lock-misuse':
      return {
        ...base,
        kind: 'lock-misuse',
        title: 'unlock by a non-owner',
        text: `${who} releases ${partName(machine.memory, fault.lock)} without holding it`,
        object: objectOf(machine.memory, fault.lock)?.name,
      }
    case 'self-deadlock':
      return {
        ...base,
        kind: 'self-deadlock',
        title: 'self-deadlock',
        text: selfText(who, partName(machine.memory, fault.lock), fault.grace),
        object: objectOf(machine.memory, fault.lock)?.name,
      }
    case 'bound':
      return {
        ...base,
        kind: 'bound',
        title: 'limit of the model',
        text: `${who} needs ${fault.text}: the run cannot say what follows`,
      }
  }
}

function invalidText(who: string, fault: Fault & { readonly kind: 'invalid-pointer' }): string {
  const name = fault.value === 0 ? 'NULL' : `the invalid pointer ${fault.value}`
  switch (fault.use) {
    case 'read':
      return `${who} reads through ${name}`
    case 'write':
      return `${who} writes through ${name}`
    case 'free':
      return `${who} frees ${name}, which is not an allocated object`
    case 'call':
      return `${who} calls through ${name}`
    case 'index':
      return `${who} uses the index ${fault.value}, outside of the array`
  }
}

function selfText(who: string, lock: string, grace: boolean): string {
  return grace
    ? `${who} waits for a grace period of ${lock} inside its own read section: it never ends`
    : `${who} waits for ${lock}, which it holds itself`
}

function assertKind(as: string): ViolationKind {
  if (as === 'refcount') return 'refcount'
  if (as === 'lock') return 'lock-misuse'
  if (as === 'property') return 'property'
  return as === 'BUG_ON' ? 'BUG_ON' : 'WARN_ON'
}

function assertTitle(as: string): string {
  if (as === 'refcount') return 'refcount misuse'
  if (as === 'property') return 'property does not hold'
  return as === 'lock' ? 'lock misuse' : `${as} failed`
}

function raceView(survey: Survey, { at, race }: RaceAt, listing: Listing): ViolationView {
  const { machine } = survey
  const [left, right] = race.sides
  const text = [left, right]
    .map(({ lane, pc, access }) => {
      const { line } = codeText(machine.lanes[lane], pc, listing)
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
