/**
 * Reads a request field by field: what arrives in a message has the types of protocol.ts only if the
 * sender kept to them.
 */

import type { Variant } from '../ir/program.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { cutText } from '../util/text.ts'
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
      return { kind, spec: runSpecIn(fields.inner('spec')) }
    default:
      if (kind !== 'catalogue') fields.tell('kind', 'catalogue, run, choose, tidy or slice')
      return { kind: 'catalogue' }
  }
}

function runSpecIn(fields: Fields): RunSpec {
  return { ...subjectIn(fields), schedule: fields.text('schedule') }
}

function subjectIn(fields: Fields): Omit<RunSpec, 'schedule'> {
  return { scenario: fields.text('scenario'), variant: variantIn(fields.inner('variant')) }
}

function variantIn(fields: Fields): Variant {
  const questions = fields.optional('questions', () => fields.texts('questions'))
  const sizes = fields.optional('sizes', () => fields.inner('sizes').counts())
  return {
    fixes: fields.texts('fixes'),
    // Whether there is such a model is told together with the models that there are.
    mutex: fields.text('mutex') as Variant['mutex'],
    ...(questions && { questions }),
    ...(sizes && { sizes }),
  }
}

/** The fields of one object of the message; what is wrong is told, and something harmless returned. */
class Fields {
  private readonly values: Readonly<Record<string, unknown>>
  private readonly name: string
  private readonly problems: HeddleError[]

  constructor(value: unknown, name: string, problems: HeddleError[]) {
    this.name = name
    this.problems = problems
    this.values = isRecord(value) ? value : {}
    if (!isRecord(value)) problems.push(problem(name, value, 'an object'))
  }

  text(field: string): string {
    const value = this.values[field]
    if (typeof value === 'string') return value
    this.tell(field, 'a text')
    return ''
  }

  count(field: string): number {
    const value = this.values[field]
    if (isCount(value)) return value
    this.tell(field, 'a whole number from 0')
    return 0
  }

  texts(field: string): readonly string[] {
    const value: unknown = this.values[field]
    if (isTexts(value)) return value
    this.tell(field, 'a list of texts')
    return []
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(Object.keys(this.values).map((field) => [field, this.count(field)]))
  }

  inner(field: string): Fields {
    return new Fields(this.values[field], `${this.name}.${field}`, this.problems)
  }

  optional<T>(field: string, read: () => T): T | undefined {
    return this.values[field] === undefined ? undefined : read()
  }

  tell(field: string, expected: string): void {
    this.problems.push(problem(`${this.name}.${field}`, this.values[field], expected))
  }
}

function problem(name: string, value: unknown, expected: string): HeddleError {
  const part = shown(value)
  const message = `“${cutText(name)}” is ${part}; ${expected} is expected.`
  return { code: 'bad-request', part, message }
}

function shown(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `“${cutText(value)}”`
    case 'number':
    case 'boolean':
    case 'undefined':
      return String(value)
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? 'a list' : 'an object'
    default:
      return `a ${typeof value}`
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
