/** Reads a message to the states worker field by field. */

import { fail, ok, type Result } from '../util/result.ts'
import { Fields } from './fields.ts'
import type { HeddleError } from './protocol.ts'
import { subjectIn } from './read-request.ts'
import type { ToStates } from './states-protocol.ts'

/** Every field has its type then. Whether there is such a scenario or step is found out later. */
export function readStates(message: unknown): Result<ToStates, HeddleError> {
  const problems: HeddleError[] = []
  const told = toldIn(new Fields(message, 'job', problems))
  const [problem] = problems
  return problem === undefined ? ok(told) : fail(problem)
}

function toldIn(fields: Fields): ToStates {
  const kind = fields.text('kind')
  switch (kind) {
    case 'graph':
      return {
        kind,
        ...subjectIn(fields),
        schedule: fields.text('schedule'),
        most: fields.count('most'),
      }
    case 'classes':
      return { kind, ...subjectIn(fields), most: fields.count('most') }
    default:
      if (kind !== 'stop') fields.tell('kind', 'graph, classes or stop')
      return { kind: 'stop' }
  }
}
