import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../../src/trace/fixture-run.ts'
import { unfoldAll } from '../../src/trace/rows-fold.ts'
import { layoutRows } from '../../src/trace/rows.ts'
import type { HoldView, RunView } from '../../src/trace/view.ts'
import { measureRows } from './geometry.ts'
import { countPath, countSegments, lifeShapes, lockBars, slotsOf } from './track-shapes.ts'

const run = fixtureRun(
  `
  A unload      | B exit
                | lock() ; takes m
                | @unlock(&m) {
                | count = 1 ; releases m
  take ; takes m |
                | wake() ; kref: 2 → 1
                | }
  free(m) ; frees m ; releases m |
                | read(m) ; touches m
  `,
  {
    tracks: [
      { kind: 'lock', label: 'm' },
      { kind: 'refcount', label: 'kref', initial: 2 },
      { kind: 'lifetime', label: 'm' },
    ],
  },
)
/** Rows of 10 without heads: step i covers 10 i to 10 i + 10. */
const geometry = measureRows(
  layoutRows(run, unfoldAll).map((row) => ({ ...row, heads: [] })),
  { head: 0, body: 10, violation: 0 },
)
const everything = { top: 0, bottom: 1000 }

function track<K extends RunView['tracks'][number]['kind']>(kind: K) {
  const found = run.tracks.find(
    (view): view is Extract<RunView['tracks'][number], { kind: K }> => view.kind === kind,
  )
  if (found === undefined) throw new Error(`no ${kind}`)
  return found
}

describe('lock bars', () => {
  const bars = lockBars(run, geometry, track('lock')).map(
    ({ kind, lane, top, bottom }) => `${run.lanes[lane]?.letter ?? ''} ${kind} ${top}-${bottom}`,
  )

  it('reach from the step that takes to the step that releases', () => {
    expect(bars).toContain('B write 0-20')
    expect(bars).toContain('A write 20-50')
  })

  it('go on beside the next owner while a lane is still inside the unlock function', () => {
    expect(bars).toContain('B inside 20-40')
  })
})

describe('places of readers', () => {
  const hold = (from: number, to: number | undefined): HoldView => ({
    lane: 0,
    mode: 'read',
    from,
    to,
    inside: false,
    insideTo: undefined,
  })

  it('are side by side while they hold the lock together, and reused after', () => {
    const slots = slotsOf([hold(0, 4), hold(1, 3), hold(3, 6), hold(8, undefined)])
    expect(slots.map(({ slot, slots: of }) => `${slot}/${of}`)).toEqual([
      '0/2',
      '1/2',
      '1/2',
      '0/1',
    ])
  })
})

describe('a count', () => {
  it('changes at the top of the step that sets it', () => {
    const segments = countSegments(run, geometry, track('refcount'), 44)
    expect(segments.map(({ top, bottom, value, lane }) => [top, bottom, value, lane])).toEqual([
      [0, 30, 2, undefined],
      [30, 60, 1, 1],
    ])
    expect(countPath(segments)).toBe('M27,0V30H17V60')
  })
})

describe('a lifetime', () => {
  it('is live through the step that frees it, then freed to the end, with marks where it is touched', () => {
    const { bars, touches } = lifeShapes(run, geometry, track('lifetime'), everything)
    expect(bars.map(({ kind, top, bottom }) => [kind, top, bottom])).toEqual([
      ['live', 0, 50],
      ['freed', 50, 60],
    ])
    expect(touches).toEqual([{ y: 55, words: 'B touches m at step 6, after it was freed' }])
  })
})
