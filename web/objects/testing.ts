/** For tests: the objects of runs that are shipped. */

import { variantOf } from '../../src/ir/variant.ts'
import { scenarios } from '../../src/models/catalogue.ts'
import { answer } from '../../src/worker/answer.ts'

/** Of the scenario's recorded run. */
export function recorded(id: string) {
  const def = scenarios.find((each) => each.id === id)
  const [first] = def?.runs ?? []
  if (def === undefined || first === undefined) throw new Error(`no run of ${id}`)
  const spec = { scenario: id, variant: variantOf(first.variant), schedule: first.schedule }
  const told = answer({ kind: 'objects', spec })
  const opened = answer({ kind: 'run', ...spec })
  if (told.kind !== 'objects' || opened.kind !== 'opened') throw new Error(JSON.stringify(told))
  return { heap: told.heap, run: opened.opened.run }
}
