import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../trace/fixture-run.ts'
import { slicesOfSteps, timelineOfRun } from './from-run.ts'
import { layoutLanes } from './layout.ts'
import { lookOf, sliceText, type Timeline } from './model.ts'

const run = fixtureRun(`
  A one            | B two
  work() {         |
  @mutex_lock(&m) {|
  count--          |
  owner = A        |
  }                |
  ~ n held by B    |
                   | free(device) ; frees device
  read(device) ; ✗ use-after-free device |
`)

/** One line per row: what stands in it, with its extent. */
function dump(timeline: Timeline): readonly string[] {
  return timeline.rows.map(({ kind, lane, first, end }) => {
    const { letter, title } = timeline.lanes[lane] ?? { letter: undefined, title: '?' }
    const { starts, ends, open } = timeline.slices
    const slices = Array.from({ length: kind === 'slices' ? end - first : 0 }, (_, offset) => {
      const i = first + offset
      const to = open[i] === 1 ? '' : String(ends[i])
      return `${sliceText(timeline, i)} ${lookOf(timeline, i)} ${starts[i]}-${to}`
    })
    return `${letter ?? title}: ${slices.join(' | ')}`
  })
}

describe('a run as a timeline', () => {
  const timeline = timelineOfRun(run)

  it('has a row of steps and waits per thread, and its calls below by depth', () => {
    expect(dump(timeline)).toEqual([
      'A: count-- step 0-1 | owner = A step 1-2 | blocked: n held by B wait 2-3 | read(device) fault 3-4',
      'A: work() call 0-',
      'A: mutex_lock(&m) call 0-2',
      'B: free(device) step 2-3',
    ])
  })

  it('knows where each step stands', () => {
    const slices = [...slicesOfSteps(timeline)]
    expect(slices.map((slice) => timeline.slices.refs[slice])).toEqual([0, 1, 2, 3])
    expect(slices.map((slice) => sliceText(timeline, slice))).toEqual(
      run.steps.map(({ text }) => text),
    )
  })

  it('lists everything in the order of time', () => {
    const times = [...timeline.listed].map((slice) => timeline.slices.starts[slice] ?? 0)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(new Set(timeline.listed).size).toBe(timeline.slices.count)
  })

  it('keeps the row of steps when a lane is collapsed', () => {
    const open = layoutLanes(timeline, new Set())
    const folded = layoutLanes(timeline, new Set([0]))
    expect(open.lanes[0]?.rows.map(({ row }) => row)).toEqual([0, 1, 2])
    expect(folded.lanes[0]?.rows.map(({ row }) => row)).toEqual([0])
    expect(folded.height).toBeLessThan(open.height)
  })
})
