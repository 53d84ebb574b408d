/** Reads a message to the search worker field by field. */

import type { Minimised } from '../explore/verdict.ts'
import type { MutexModel } from '../ir/program.ts'
import { scenarios } from '../models/catalogue.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { Fields, variantIn } from './fields.ts'
import { runSpecIn } from './read-request.ts'
import type { HeddleError } from './protocol.ts'
import type {
  CanHappenRequest,
  ClosestRequest,
  FixesRequest,
  SearchJob,
  SearchRequest,
} from './search-protocol.ts'

const minimisedKinds: readonly Minimised[] = ['steps', 'switches', 'preemptions']

/** Every field has its type then. Whether there is such a fix is found out later. */
export function readJob(message: unknown): Result<SearchJob, HeddleError> {
  const problems: HeddleError[] = []
  const job = jobIn(new Fields(message, 'job', problems))
  const [problem] = problems
  return problem === undefined ? ok(job) : fail(problem)
}

function jobIn(fields: Fields): SearchJob {
  const kind = fields.text('kind')
  switch (kind) {
    case 'races':
      return { kind, request: searchRequestIn(fields.inner('request')) }
    case 'fixes':
      return { kind, request: fixesRequestIn(fields.inner('request')) }
    case 'guarantees':
      return { kind }
    case 'can-happen':
      return { kind, request: canHappenRequestIn(fields.inner('request')) }
    case 'closest':
      return { kind, request: closestRequestIn(fields.inner('request')) }
    default:
      if (kind !== 'claims')
        fields.tell('kind', 'races, claims, guarantees, fixes, can-happen or closest')
      return { kind: 'claims' }
  }
}

function searchRequestIn(fields: Fields): SearchRequest {
  const minimised = fields.text('minimised')
  const known = minimisedKinds.find((kind) => kind === minimised)
  if (known === undefined) fields.tell('minimised', minimisedKinds.join(', '))
  const symmetry = fields.optional('symmetry', () => fields.flag('symmetry'))
  return {
    ...(symmetry === undefined ? {} : { symmetry }),
    scenario: fields.text('scenario'),
    variant: variantIn(fields.inner('variant')),
    minimised: known ?? 'steps',
    ...boundsIn(fields),
    maxSeconds: fields.optional('maxSeconds', () => fields.count('maxSeconds')),
  }
}

function canHappenRequestIn(fields: Fields): CanHappenRequest {
  return {
    scenario: fields.text('scenario'),
    variant: variantIn(fields.inner('variant')),
    pins: fields.each('pins', (pin) => ({
      lane: pin.count('lane'),
      pcs: pin.numbers('pcs'),
      nth: pin.count('nth'),
    })),
    before: fields.each('before', (pair) => ({
      first: pair.count('first'),
      second: pair.count('second'),
    })),
    ...boundsIn(fields),
  }
}

function closestRequestIn(fields: Fields): ClosestRequest {
  return { spec: runSpecIn(fields.inner('spec')), ...boundsIn(fields) }
}

function boundsIn(fields: Fields): {
  readonly maxStates: number | undefined
  readonly maxBytes: number | undefined
} {
  return {
    maxStates: fields.optional('maxStates', () => fields.count('maxStates')),
    maxBytes: fields.optional('maxBytes', () => fields.count('maxBytes')),
  }
}

function fixesRequestIn(fields: Fields): FixesRequest {
  const ids = fields.texts('scenarios')
  const known = scenarios.map(({ id }) => id)
  const unknown = ids.find((id) => !known.includes(id))
  if (unknown !== undefined || ids.length === 0)
    fields.tell('scenarios', `a list of scenarios (known: ${known.join(', ')})`)
  return {
    scenarios: ids,
    mutex: fields.text('mutex') as MutexModel,
    mostFixes: fields.count('mostFixes'),
  }
}
