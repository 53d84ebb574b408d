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
    case 'moves':
      return { kind, spec: runSpecIn(fields.inner('spec')), ...stepsIn(fields) }
    case 'move':
      return {
        kind,
        spec: runSpecIn(fields.inner('spec')),
        ...stepsIn(fields),
        gap: fields.count('gap'),
      }
    case 'tidy':
    case 'slice':
    case 'objects':
    case 'under-fixes':
      return { kind, spec: runSpecIn(fields.inner('spec')) }
    case 'order': {
      const pair = fields.optional('pair', () => {
        const two = fields.inner('pair')
        return { first: two.count('first'), second: two.count('second') }
      })
      return { kind, spec: runSpecIn(fields.inner('spec')), pair }
    }
    default:
      if (kind !== 'catalogue')
        fields.tell(
          'kind',
          'catalogue, run, choose, moves, move, tidy, slice, objects, under-fixes or order',
        )
      return { kind: 'catalogue' }
  }
}

function stepsIn(fields: Fields): { readonly from: number; readonly to: number } {
  return { from: fields.count('from'), to: fields.count('to') }
}

export function runSpecIn(fields: Fields): RunSpec {
  return { ...subjectIn(fields), schedule: fields.text('schedule') }
}

export function subjectIn(fields: Fields): Omit<RunSpec, 'schedule'> {
  return { scenario: fields.text('scenario'), variant: variantIn(fields.inner('variant')) }
}
