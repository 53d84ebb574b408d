import { expect, it } from 'vitest'
import { answer } from './answer.ts'

it('places are named by what the functions of the model call, each by a label of its own', () => {
  const variant = { fixes: [], mutex: 'count' } as const
  const spec = { scenario: 'hmm/device-unregister', variant, schedule: 'b3' }
  const said = answer({ kind: 'order', spec, pair: undefined })
  if (said.kind !== 'ordered') throw new Error(said.kind)
  const labels = said.order.places.map(({ label }) => label)
  expect(labels).toContain('A: driver_unload: kfree(device)')
  expect(labels).toContain('B: hmm_mirror_destroy: mutex_unlock(&device->mutex)')
  expect(labels.filter((label) => label.endsWith(', step 1'))).toHaveLength(1)
  expect(new Set(labels).size).toBe(labels.length)
})
