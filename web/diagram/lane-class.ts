import type { LaneIndex } from '../../src/trace/view.ts'
import './lanes.css'

const colours = 6

/** CSS class that sets `--lane`, `--lane-bg` and `--lane-text`; colours repeat after six lanes. */
export function laneClass(lane: LaneIndex): string {
  return `lane lane-${(lane % colours) + 1}`
}
