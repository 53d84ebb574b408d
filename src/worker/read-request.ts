/**
 * Reads a request field by field: what arrives in a message has the types of protocol.ts only if the
 * sender kept to them.
 */

import { fail, ok, type Result } from '../util/result.ts'
import { Fields, variantIn } from './fields.ts'
import type { HeddleError, RequestBody, RunSpec } from './protocol.ts'

/** Every field has its type then. Whether there is such a scenario, fix or step is found out later. */
export function readRequest(message: unknown): Result<RequestBody, HeddleError> {
  const problems: HeddleError[] = []
  const request = requestIn(new Fields(message, 'request', problems))
  const [problem] = problems
  return problem === undefined ? ok(request) : fail(problem)
}

function requestIn(fields: Fields): RequestBody {
  const kind = fields.text('kind')
  switch (kind) {
    case 'run': {
      const schedule = fields.optional('schedule', () => fields.text('schedule'))
      return { kind, ...subjectIn(fields), schedule }
    }
    case 'choose':
      return {
        kind,
        spec: runSpecIn(fields.inner('spec')),
        at: fields.count('at'),
        lane: fields.count('lane'),
        choice: fields.count('choice'),
      }
    case 'tidy':
    case 'slice':
    case 'objects':
    case 'under-fixes':
      return { kind, spec: runSpecIn(fields.inner('spec')) }
    default:
      if (kind !== 'catalogue')
        fields.tell('kind', 'catalogue, run, choose, tidy, slice, objects or under-fixes')
      return { kind: 'catalogue' }
  }
}

function runSpecIn(fields: Fields): RunSpec {
  return { ...subjectIn(fields), schedule: fields.text('schedule') }
}

function subjectIn(fields: Fields): Omit<RunSpec, 'schedule'> {
  return { scenario: fields.text('scenario'), variant: variantIn(fields.inner('variant')) }
}
