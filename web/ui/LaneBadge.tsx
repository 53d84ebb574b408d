/** A thread's letter in its colour. */

import type { LaneIndex } from '../../src/trace/view.ts'
import { laneClass } from '../diagram/lane-class.ts'

export function LaneBadge({ lane, letter }: { readonly lane: LaneIndex; readonly letter: string }) {
  return <span className={`lane-badge ${laneClass(lane)}`}>{letter}</span>
}
