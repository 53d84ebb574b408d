/**
 * Reads JSON and remembers where each value stands, so that whatever is wrong with it can be pointed at by
 * line and column. Bounded in length and depth; never throws.
 */

import { cutText } from '../../util/text.ts'
import { fail, ok, type Result } from '../../util/result.ts'

export interface JsonError {
  /** From 1. */
  readonly line: number
  readonly column: number
  /** `steps[3].thread`; empty for the document itself. */
  readonly path: string
  /** What is wrong and what was expected: a sentence that names the place. */
  readonly message: string
}

/** A value and its place in the text. */
export type JsonNode = { readonly at: number; readonly path: string } & JsonValue

export type JsonValue =
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, JsonNode> }
  | { readonly kind: 'list'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }

export const jsonLimits = { characters: 64 * 1024 * 1024, depth: 64 } as const

export function readJson(text: string): Result<JsonNode, JsonError> {
  const { characters } = jsonLimits
  if (text.length > characters) {
    return fail(jsonError(text, 0, '', `The file has more than ${characters} characters`))
  }
  const reader = new Reader(text)
  try {
    return ok(reader.document())
  } catch (error) {
    if (error instanceof Wrong) return fail(jsonError(text, error.at, error.path, error.what))
    throw error
  }
}

export function jsonError(text: string, at: number, path: string, what: string): JsonError {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  const column = at - before.lastIndexOf('\n')
  const where = path === '' ? '' : ` (${cutText(path, 80)})`
  return { line, column, path, message: `Line ${line}, column ${column}${where}: ${what}.` }
}

/** Only thrown inside of this file: a descent of any depth ends at once. */
class Wrong extends Error {
  readonly at: number
  readonly path: string
  readonly what: string

  constructor(at: number, path: string, what: string) {
    super(what)
    this.at = at
    this.path = path
    this.what = what
  }
}

const space = /[ \t\n\r]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const string = /"(?:[^"\\]|\\.)*"/sy
const word = /true|false|null/y

class Reader {
  private at = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  document(): JsonNode {
    const node = this.value('', 0)
    this.take(space)
    if (this.at < this.text.length)
      this.wrong('', `nothing more was expected, but ${this.here()} follows`)
    return node
  }

  private value(path: string, depth: number): JsonNode {
    this.take(space)
    const { at } = this
    if (depth > jsonLimits.depth) this.wrong(path, `nested more than ${jsonLimits.depth} deep`)
    const sign = this.text.charAt(at)
    if (sign === '{') return { at, path, kind: 'object', fields: this.fields(path, depth) }
    if (sign === '[') return { at, path, kind: 'list', items: this.items(path, depth) }
    if (sign === '"') return { at, path, kind: 'string', value: this.string(path) }
    const literal = this.take(word)
    if (literal === 'null') return { at, path, kind: 'null' }
    if (literal !== undefined) return { at, path, kind: 'boolean', value: literal === 'true' }
    const digits = this.take(number)
    if (digits !== undefined) return { at, path, kind: 'number', value: Number(digits) }
    return this.wrong(path, `a value was expected, found ${this.here()}`)
  }

  private fields(path: string, depth: number): ReadonlyMap<string, JsonNode> {
    const fields = new Map<string, JsonNode>()
    this.list('}', path, () => {
      const { at } = this
      if (this.text.charAt(at) !== '"')
        this.wrong(path, `the name of a field was expected, found ${this.here()}`)
      const name = this.string(path)
      if (fields.has(name)) throw new Wrong(at, path, `the field "${cutText(name)}" is there twice`)
      this.take(space)
      if (this.text.charAt(this.at) !== ':')
        this.wrong(path, `":" was expected, found ${this.here()}`)
      this.at += 1
      fields.set(name, this.value(path === '' ? name : `${path}.${name}`, depth + 1))
    })
    return fields
  }

  private items(path: string, depth: number): readonly JsonNode[] {
    const items: JsonNode[] = []
    this.list(']', path, () => {
      items.push(this.value(`${path}[${items.length}]`, depth + 1))
    })
    return items
  }

  /** The parts between brackets, separated by commas. */
  private list(end: string, path: string, part: () => void): void {
    this.at += 1
    this.take(space)
    if (this.text.charAt(this.at) === end) {
      this.at += 1
      return
    }
    for (;;) {
      this.take(space)
      part()
      this.take(space)
      const sign = this.text.charAt(this.at)
      if (sign !== ',' && sign !== end)
        this.wrong(path, `"," or "${end}" was expected, found ${this.here()}`)
      this.at += 1
      if (sign === end) return
    }
  }

  private string(path: string): string {
    const { at } = this
    const quoted = this.take(string)
    const value = quoted === undefined ? undefined : textIn(quoted)
    if (value !== undefined) return value
    throw new Wrong(at, path, 'a text begins here that does not end properly')
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const [found] = pattern.exec(this.text) ?? []
    if (found !== undefined) this.at += found.length
    return found
  }

  private here(): string {
    const code = this.text.codePointAt(this.at)
    return code === undefined ? 'the end of the file' : `"${String.fromCodePoint(code)}"`
  }

  private wrong(path: string, what: string): never {
    throw new Wrong(this.at, path, what)
  }
}

/** Escapes and control characters are for the browser's own reader to judge. */
function textIn(quoted: string): string | undefined {
  try {
    const value: unknown = JSON.parse(quoted)
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
