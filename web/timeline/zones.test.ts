import { describe, expect, it } from 'vitest'
import { zoneAt, zonesOf, type ZonePlaces } from './zones.ts'

const places: ZonePlaces = {
  width: 1000,
  playhead: 300,
  window: { from: 400, to: 600 },
  isTouch: false,
}

function at(x: number, y: number, more: Partial<ZonePlaces> = {}): string | undefined {
  return zoneAt(zonesOf({ ...places, ...more }), y, x)?.id
}

describe('in the overview', () => {
  it('each end of the window can be taken, from both sides', () => {
    expect([at(395, 10), at(405, 10)]).toEqual(['overview-from', 'overview-from'])
    expect([at(595, 10), at(605, 10)]).toEqual(['overview-to', 'overview-to'])
    expect([at(500, 10), at(380, 10), at(620, 10)]).toEqual(['overview', 'overview', 'overview'])
  })

  it('a finger takes them from farther away', () => {
    expect(at(380, 10)).toBe('overview')
    expect(at(380, 10, { isTouch: true })).toBe('overview-from')
  })

  it('the narrowest window still has a middle', () => {
    const window = { from: 500, to: 506 }
    expect(at(503, 10, { window, isTouch: true })).toBe('overview')
    expect(at(495, 10, { window })).toBe('overview-from')
    expect(at(510, 10, { window })).toBe('overview-to')
  })
})

describe('on the ruler', () => {
  it('the playhead is taken before the ruler, where there is one', () => {
    expect(at(305, 50)).toBe('playhead')
    expect(at(305, 50, { playhead: undefined })).toBe('ruler')
    expect(at(330, 50)).toBe('ruler')
  })
})

it('below are the lanes, as far down as there are', () => {
  expect(at(305, 63)).toBe('lanes')
  expect(at(305, 9999)).toBe('lanes')
})
