import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeBeside } from './place.ts'

const callout = { width: 340, height: 180 }

it('stands below a small part, above one at the bottom, beside one that is as high as the window', () => {
  const window = { width: 1440, height: 860 }
  const small = { left: 600, top: 300, width: 100, height: 20 }
  expect(placeBeside(small, callout, window)).toEqual({ left: 480, top: 334 })
  expect(placeBeside({ ...small, top: 800 }, callout, window)).toEqual({ left: 480, top: 606 })
  const pane = { left: 1100, top: 80, width: 340, height: 780 }
  expect(placeBeside(pane, callout, window).left).toBe(1100 - 14 - 340)
})

it('is always within the window', () => {
  const side = fc.integer({ min: 0, max: 3000 })
  const box = fc.record({ left: side, top: side, width: side, height: side })
  const room = fc.record({
    width: fc.integer({ min: 360, max: 3000 }),
    height: fc.integer({ min: 200, max: 2000 }),
  })
  fc.assert(
    fc.property(box, room, (anchor, window) => {
      const { left, top } = placeBeside(anchor, callout, window)
      expect(left).toBeGreaterThanOrEqual(10)
      expect(top).toBeGreaterThanOrEqual(10)
      expect(left + callout.width).toBeLessThanOrEqual(window.width - 10)
      expect(top + callout.height).toBeLessThanOrEqual(window.height - 10)
    }),
  )
})
