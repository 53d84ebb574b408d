/** What the machine caught in a run, in words. */

import type { LaneId } from '../machine/code.ts'
import type { Fault } from '../machine/events.ts'
import type { LaneEvent } from '../machine/initial.ts'
import { type ObjectId, objectOf, objectStatus, partName, wordName } from '../machine/memory.ts'
import { letter, pointerText } from './names.ts'
import type { Survey } from './survey.ts'
import type { StepIndex, ViolationKind, ViolationView } from './view.ts'

type AssertKind = (Fault & { readonly kind: 'assert' })['as']

/** In the order of steps; what went wrong before the first step counts to it. */
export function faultsOf(survey: Survey): readonly ViolationView[] {
  const teller = new FaultTeller(survey)
  return [
    ...teller.views(survey.run.setupEvents, 0),
    ...survey.run.steps.flatMap((step, at) => teller.views(step.events, at)),
  ]
}

type Told = Pick<ViolationView, 'kind' | 'title' | 'text'> & Partial<ViolationView>

interface Freed {
  readonly lane: LaneId
  readonly at: StepIndex
}

class FaultTeller {
  private readonly survey: Survey
  private readonly frees = new Map<ObjectId, Freed>()

  constructor(survey: Survey) {
    this.survey = survey
    for (const [at, step] of survey.run.steps.entries()) {
      for (const { event, lane } of step.events)
        if (event.kind === 'free') this.frees.set(event.object, { lane, at })
    }
  }

  /** One per kind and object: a step that touches freed memory usually does so with several words. */
  views(events: readonly LaneEvent[], at: StepIndex): readonly ViolationView[] {
    const found = new Map<string, ViolationView>()
    for (const { event, lane } of events) {
      if (event.kind !== 'fault') continue
      const base = { at, lane, object: undefined, field: undefined, related: undefined }
      const view = { ...base, ...this.told(event.fault, this.letter(lane)) }
      const key = `${view.kind} ${view.object ?? view.text}`
      if (!found.has(key)) found.set(key, view)
    }
    return [...found.values()]
  }

  private told(fault: Fault, who: string): Told {
    switch (fault.kind) {
      case 'use-after-free':
        return this.useAfterFree(fault, who)
      case 'double-free':
        return this.doubleFree(fault.object, who)
      case 'invalid-pointer': {
        const title = fault.use === 'index' ? 'invalid index' : 'invalid pointer'
        return { kind: fault.kind, title, text: `${who} ${this.invalidText(fault)}` }
      }
      case 'assert': {
        const { as, text } = fault
        return { kind: assertKind(as), title: assertTitle(as), text: `${who}: ${text}` }
      }
      case 'lock-misuse':
      case 'self-deadlock':
        return this.lockFault(fault, who)
      case 'bound': {
        const text = `${who} needs ${fault.text}: the run cannot say what follows`
        return { kind: fault.kind, title: 'limit of the model', text }
      }
    }
  }

  private useAfterFree(
    { kind, address, access }: Fault & { readonly kind: 'use-after-free' },
    who: string,
  ): Told {
    const { memory } = this.survey.machine
    const object = objectOf(memory, address)
    const freed = this.freedText(object?.id, object?.name)
    return {
      kind,
      title: 'use after free',
      text: `${who} ${access}s ${wordName(memory, address)}${freed}`,
      object: object?.name,
      field: object?.words[address - object.base]?.path,
      related: this.freed(object?.id)?.at,
    }
  }

  private doubleFree(id: ObjectId, who: string): Told {
    const object = this.survey.machine.memory.objects[id]
    return {
      kind: 'double-free',
      title: 'double free',
      text: `${who} frees ${object?.name} again${this.freedText(id, 'it')}`,
      object: object?.name,
      related: this.freed(id)?.at,
    }
  }

  private lockFault(
    fault: Fault & { readonly kind: 'lock-misuse' | 'self-deadlock' },
    who: string,
  ): Told {
    const { memory } = this.survey.machine
    const name = partName(memory, fault.lock)
    const object = objectOf(memory, fault.lock)?.name
    return fault.kind === 'lock-misuse'
      ? {
          kind: fault.kind,
          title: 'unlock by a non-owner',
          text: `${who} releases ${name} without holding it`,
          object,
        }
      : {
          kind: fault.kind,
          title: 'self-deadlock',
          text: `${who} waits for ${selfText(name, fault.grace)}`,
          object,
        }
  }

  private letter(lane: LaneId): string {
    return letter(this.survey.machine, lane)
  }

  private freed(object: ObjectId | undefined): Freed | undefined {
    return object === undefined ? undefined : this.frees.get(object)
  }

  /** `; A freed device at step 3` */
  private freedText(object: ObjectId | undefined, name = ''): string {
    const freed = this.freed(object)
    if (freed !== undefined)
      return `; ${this.letter(freed.lane)} freed ${name} at step ${freed.at + 1}`
    const { initial, machine } = this.survey
    const status = object === undefined ? undefined : initial[machine.statusBase + object]
    return status === objectStatus.freed ? `; ${name} was freed in set-up` : ''
  }

  private invalidText({ use, value }: Fault & { readonly kind: 'invalid-pointer' }): string {
    const pointer = this.pointer(value)
    switch (use) {
      case 'read':
      case 'write':
        return `${use}s through ${pointer}`
      case 'free':
        return `frees ${pointer}, which is not an allocated object`
      case 'call':
        return `calls through ${pointer}`
      case 'index':
        return `uses the index ${value}, which is outside of the array`
    }
  }

  /** Memory that was never allocated has a name too. */
  private pointer(value: number): string {
    const { machine } = this.survey
    const object = objectOf(machine.memory, value)
    if (object === undefined) return pointerText(machine, value)
    return object.base === value ? object.name : wordName(machine.memory, value)
  }
}

function selfText(lock: string, grace: boolean): string {
  return grace
    ? `a grace period of ${lock} inside its own read section: it never ends`
    : `${lock}, which it holds itself`
}

function assertKind(as: AssertKind): ViolationKind {
  return as === 'lock' ? 'lock-misuse' : as
}

function assertTitle(as: AssertKind): string {
  switch (as) {
    case 'refcount':
      return 'refcount misuse'
    case 'lock':
      return 'lock misuse'
    case 'property':
      return 'property does not hold'
    case 'BUG_ON':
    case 'WARN_ON':
      return `${as} failed`
  }
}
