/**
 * Searches one space in a process of its own, so that nothing is warm, and prints what it took as JSON.
 * Usage: node scripts/run.mjs bench/search-once.ts <space> [spin]
 */

import { StateSearch } from '../src/explore/state-search.ts'
import { ensure } from '../src/util/ensure.ts'
import { prepare } from '../src/worker/prepare.ts'
import { spaces } from './spaces.ts'
import { timeSpin } from './spin.ts'

const [id, checker] = process.argv.slice(2)
const space = ensure(
  spaces.find((each) => each.id === id),
  `a space called ${id}`,
)
const prepared = prepare(space.scenario, space.variant)
if (!prepared.ok) throw new Error(prepared.error.message)
const { machine } = prepared.value

if (checker === 'spin') {
  process.stdout.write(JSON.stringify(await timeSpin(machine)))
} else {
  const from = performance.now()
  const search = new StateSearch(machine)
  while (!search.advance(65_536));
  const seconds = (performance.now() - from) / 1_000
  const { states, bytes } = search.stats
  process.stdout.write(JSON.stringify({ states, bytes, seconds }))
}
