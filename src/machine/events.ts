/** What happens in a step, besides the change of state. */

import type { AssertKind, LockMode } from '../ir/stmt.ts'
import type { Address, FrameId, LaneId, Pc } from './code.ts'
import type { ObjectId } from './memory.ts'

export interface Access {
  readonly address: Address
  readonly kind: 'read' | 'write'
  readonly marked: boolean
  /** Instruction that makes it. */
  readonly pc: Pc
  readonly before: number
  readonly after: number
}

/** Something that must not happen, as the machine sees it; names and steps are added by `trace`. */
export type Fault =
  | {
      readonly kind: 'use-after-free'
      readonly address: Address
      readonly access: 'read' | 'write'
    }
  | { readonly kind: 'double-free'; readonly object: ObjectId }
  | {
      readonly kind: 'invalid-pointer'
      readonly value: number
      readonly use: 'read' | 'write' | 'free' | 'call' | 'index'
    }
  | {
      readonly kind: 'assert'
      readonly as: AssertKind
      readonly text: string
      /** With `as: 'property'`: the id of the property that does not hold. */
      readonly property?: string
    }
  /** `released` by a lane that does not hold the lock. */
  | { readonly kind: 'lock-misuse'; readonly lock: Address }
  /** The lane waits for itself: for a lock that it holds, or for the end of its own read section. */
  | { readonly kind: 'self-deadlock'; readonly lock: Address; readonly grace: boolean }
  /** A limit of the model was reached: this run says nothing about what follows. */
  | { readonly kind: 'bound'; readonly text: string }

export type MachineEvent =
  | { readonly kind: 'enter'; readonly frame: FrameId }
  | { readonly kind: 'leave'; readonly frame: FrameId; readonly result: number | undefined }
  | { readonly kind: 'acquired'; readonly lock: Address; readonly mode: LockMode }
  | { readonly kind: 'released'; readonly lock: Address }
  | { readonly kind: 'contended'; readonly lock: Address }
  | {
      readonly kind: 'ref'
      readonly counter: Address
      readonly delta: number
      readonly tag: string
    }
  | { readonly kind: 'alloc'; readonly object: ObjectId }
  | { readonly kind: 'free'; readonly object: ObjectId }
  | { readonly kind: 'spawn'; readonly lane: LaneId }
  | { readonly kind: 'choice'; readonly label: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'exit' }
  | { readonly kind: 'fault'; readonly fault: Fault }

/** Receives what a step does; `lane` differs from the stepping lane for the first code of a new one. */
export interface Sink {
  readonly main: (pc: Pc) => void
  readonly access: (access: Access) => void
  readonly event: (event: MachineEvent, lane: LaneId, pc: Pc) => void
}

export const silent: Sink = { main: () => {}, access: () => {}, event: () => {} }
