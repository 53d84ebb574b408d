/** From each release of a lock to the next one who takes it and could not have had it before. */

import type { Address, LaneId } from '../../machine/code.ts'
import type { RunStep } from '../../machine/run.ts'
import type { StepAt } from '../explain/recorded.ts'
import type { Edge } from './edges.ts'

interface Releases {
  /** Last release after writing, and the releases of readers since somebody wrote. */
  readonly written: StepAt | undefined
  readonly read: readonly StepAt[]
}

const none: Releases = { written: undefined, read: [] }

export class LockOrder {
  private readonly releases = new Map<Address, Releases>()
  private readonly modes = new Map<string, 'read' | 'write'>()
  private readonly lanes: LaneId[] = []

  /** Edges to this step; steps come in order. */
  step({ lane, events }: RunStep, at: StepAt): readonly Edge[] {
    this.lanes[at] = lane
    const edges: Edge[] = []
    for (const { event, lane: by } of events) {
      if (event.kind === 'acquired') {
        const { lock, mode } = event
        for (const from of this.before(lock, mode))
          if (this.lanes[from] !== lane) edges.push({ from, to: at, why: { kind: 'lock', lock } })
        if (mode === 'write') this.releases.set(lock, none)
        this.modes.set(`${lock} ${by}`, mode)
      }
      if (event.kind === 'released') this.release(event.lock, by, at)
    }
    return edges
  }

  private before(lock: Address, mode: 'read' | 'write'): readonly StepAt[] {
    const { written, read } = this.releases.get(lock) ?? none
    // Readers came after the writer before them, so that they lead to it.
    if (mode === 'write' && read.length > 0) return read
    return written === undefined ? [] : [written]
  }

  private release(lock: Address, lane: LaneId, at: StepAt): void {
    const { written, read } = this.releases.get(lock) ?? none
    const isRead = this.modes.get(`${lock} ${lane}`) === 'read'
    this.releases.set(lock, isRead ? { written, read: [...read, at] } : { written: at, read: [] })
  }
}
