/** Reading a message field by field: it has the types of its protocol only if the sender kept to them. */

import type { Variant } from '../ir/program.ts'
import { cutText } from '../util/text.ts'
import type { HeddleError } from './protocol.ts'

/** The fields of one object of the message; what is wrong is told, and something harmless returned. */
export class Fields {
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

  flag(field: string): boolean {
    const value = this.values[field]
    if (typeof value === 'boolean') return value
    this.tell(field, 'true or false')
    return false
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

  numbers(field: string): readonly number[] {
    const value: unknown = this.values[field]
    if (Array.isArray(value) && value.every((each): each is number => isCount(each))) return value
    this.tell(field, 'a list of whole numbers from 0')
    return []
  }

  /** A list of objects, each read alike. */
  each<T>(field: string, read: (fields: Fields) => T): readonly T[] {
    const value: unknown = this.values[field]
    if (!Array.isArray(value)) {
      this.tell(field, 'a list')
      return []
    }
    return value.map((each: unknown, index) =>
      read(new Fields(each, `${this.name}.${field}[${index}]`, this.problems)),
    )
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

export function variantIn(fields: Fields): Variant {
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
