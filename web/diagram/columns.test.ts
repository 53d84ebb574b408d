import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../../src/trace/fixture-run.ts'
import { layoutColumns } from './columns.ts'

const run = fixtureRun('A close | B exit\ns', {
  tracks: [
    { kind: 'lock', label: 'm' },
    { kind: 'refcount', label: 'kref', initial: 2 },
    { kind: 'lifetime', label: 'mirror' },
  ],
})

describe('columns', () => {
  it('fill the room while lanes are neither too narrow nor too wide', () => {
    for (const room of [600, 900, 1200]) {
      const { width } = layoutColumns(run, room)
      expect(width).toBeLessThanOrEqual(room)
      expect(width).toBeGreaterThan(room - 2)
    }
  })

  it('overflow rather than make lanes unreadable', () => {
    expect(layoutColumns(run, 300).laneWidth).toBe(148)
    expect(layoutColumns(run, 300).width).toBeGreaterThan(300)
  })

  it('leave room free rather than stretch lanes without end', () => {
    expect(layoutColumns(run, 2500).width).toBeLessThan(2500)
  })

  it('keep tracks apart and inside', () => {
    const { tracks, tracksWidth } = layoutColumns(run, 1000)
    const ends = tracks.map(({ left, width }) => left + width)
    expect(tracks.every(({ left }, index) => left >= (ends[index - 1] ?? 0))).toBe(true)
    expect(ends.at(-1)).toBeLessThan(tracksWidth)
  })

  it('show a dynamic lane only when it has started', () => {
    const [first] = run.lanes
    if (first === undefined) throw new Error('no lane')
    const lanes = [first, { ...first, letter: 'C', kind: 'dynamic' as const, startedAt: undefined }]
    expect(layoutColumns({ ...run, lanes }, 1000).lanes.map(({ lane }) => lane)).toEqual([0])
  })
})
