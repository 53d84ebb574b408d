/** Objects that nobody will ever free, and the reference that was never dropped. */

import type { Address, LaneId } from '../machine/code.ts'
import type { LaneEvent } from '../machine/initial.ts'
import { type ObjectInfo, objectStatus } from '../machine/memory.ts'
import { letter } from './names.ts'
import type { Survey } from './survey.ts'
import type { StepIndex, ViolationView } from './view.ts'

interface Reference {
  readonly tag: string
  readonly lane: LaneId
  /** Step that took it; undefined when set-up did. */
  readonly at: StepIndex | undefined
}

/** Only when every lane has ended: before, somebody might still free the object. */
export function leaksOf(survey: Survey): readonly ViolationView[] {
  const { machine, run } = survey
  const last = survey.readiness[run.steps.length] ?? []
  if (!last.every((stand) => stand.kind === 'done' || stand.kind === 'not-started')) return []
  const open = openReferences(survey)
  return machine.memory.objects
    .filter((object) => isLeaked(survey, object))
    .map((object) => {
      const references = [...open].flatMap(([address, held]) =>
        address >= object.base && address < object.base + object.size ? held : [],
      )
      return leakView(survey, object, references)
    })
}

function isLeaked({ machine, run }: Survey, object: ObjectInfo): boolean {
  if (object.kind !== 'pool' || run.state[machine.statusBase + object.id] !== objectStatus.live)
    return false
  const struct = object.type.kind === 'embed' ? object.type.struct.name : ''
  return !machine.program.mayOutlive.includes(struct)
}

/** References by counter address that were taken and not dropped, oldest first. */
function openReferences({ run }: Survey): ReadonlyMap<Address, readonly Reference[]> {
  const open = new Map<Address, Reference[]>()
  const follow = ({ event, lane }: LaneEvent, at: StepIndex | undefined): void => {
    if (event.kind !== 'ref') return
    const held = open.get(event.counter) ?? []
    open.set(event.counter, held)
    for (let i = 0; i < event.delta; i++) held.push({ tag: event.tag, lane, at })
    for (let i = 0; i > event.delta; i--) drop(held, event.tag)
  }
  for (const event of run.setupEvents) follow(event, undefined)
  for (const [at, step] of run.steps.entries()) for (const event of step.events) follow(event, at)
  return open
}

/** The latest one of that name; when the names do not match, the latest of all. */
function drop(held: Reference[], tag: string): void {
  const index = held.findLastIndex((reference) => reference.tag === tag)
  held.splice(index < 0 ? held.length - 1 : index, 1)
}

function leakView(
  survey: Survey,
  object: ObjectInfo,
  references: readonly Reference[],
): ViolationView {
  const { machine, run } = survey
  const taken = references.map(({ tag, lane, at }) => {
    const when = at === undefined ? 'in set-up' : `by ${letter(machine, lane)} at step ${at + 1}`
    return `“${tag}”, taken ${when}`
  })
  const why =
    taken.length === 0
      ? 'nothing refers to it and nobody frees it'
      : `the reference${taken.length === 1 ? '' : 's'} ${taken.join(' and ')}, ${taken.length === 1 ? 'is' : 'are'} never dropped`
  return {
    kind: 'leak',
    at: Math.max(0, run.steps.length - 1),
    lane: references[0]?.lane === machine.setupLane ? undefined : references[0]?.lane,
    title: 'leak',
    text: `${object.name} is never freed: ${why}`,
    object: object.name,
    field: undefined,
    related: references[0]?.at,
  }
}
