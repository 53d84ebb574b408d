/** The run that `docs/json.md` shows; its test keeps the two equal. */

import { fixtureRun } from '../../trace/fixture-run.ts'
import type { AccessView, RunView } from '../../trace/view.ts'

const played = fixtureRun(
  `
  A unload                     | B exit
                               | release(mirror) {
                               | @mutex_lock(&device->mutex) {
                               | atomic_dec_return(&lock->count) #71 ; takes device->mutex
                               | }
                               | kref_put(&mirror->kref) #23 ; mirror kref: 1 → 0
  ~ device->mutex held by B    |
                               | @mutex_unlock(&device->mutex) {
                               | atomic_inc_return(&lock->count) #84 ; releases device->mutex
  unload(device) {             |
  kfree(device) #40 ; frees device |
                               | spin_lock(&lock->wait_lock) #86 ; touches device ; ✗ use-after-free device
  `,
  {
    tracks: [
      { kind: 'lock', label: 'device->mutex' },
      { kind: 'refcount', label: 'mirror kref', initial: 1 },
      { kind: 'lifetime', label: 'device' },
    ],
  },
)

const decrement: AccessView = {
  word: 'device->mutex.count',
  kind: 'update',
  marking: 'marked',
  before: '1',
  after: '0',
}

export const exampleRun: RunView = {
  ...played,
  scenario: 'example/unload',
  schedule: 'b3ab',
  checksum: 'k3f9ab',
  steps: played.steps.map((step, index) =>
    index === 0 ? { ...step, accesses: [decrement] } : step,
  ),
}
