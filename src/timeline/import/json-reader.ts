/**
 * Reads JSON from left to right without building it, so that of a large file only what is wanted costs
 * memory, and so that every complaint has a place. It is strict, as JSON.parse is, and bounded in depth and in
 * the length of strings. Complaints are thrown as `Fault` and are turned into values where reading begins.
 */

import { cutText } from '../../util/text.ts'
import { bounds } from './bounds.ts'

export class Fault extends Error {
  readonly at: number
  readonly reason: string

  constructor(at: number, reason: string) {
    super(reason)
    this.at = at
    this.reason = reason
  }
}

export type Kind = 'object' | 'array' | 'string' | 'number' | 'true' | 'false' | 'null'

const numbers = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const literals = ['true', 'false', 'null'] as const

export class JsonReader {
  readonly text: string
  at: number
  #depth = 0

  constructor(text: string) {
    this.text = text
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  }

  /** What comes next. Throws when it is no value. */
  kind(): Kind {
    const char = this.#next()
    switch (char) {
      case '{':
        return 'object'
      case '[':
        return 'array'
      case '"':
        return 'string'
      case '':
        throw new Fault(this.at, 'the text ends where a value is expected')
      default:
        return this.#wordKind(char)
    }
  }

  #wordKind(char: string): Kind {
    if (char === '-' || (char >= '0' && char <= '9')) return 'number'
    const word = literals.find((each) => this.text.startsWith(each, this.at))
    if (word !== undefined) return word
    throw new Fault(this.at, `a value is expected, not ${shown(char)}`)
  }

  /** `key` is called at the value of each key, and has to read or skip it. */
  object(key: (name: string, at: number) => void): void {
    this.#open('{')
    let isFirst = true
    for (;;) {
      const char = this.#next()
      if (char === '}' && isFirst) break
      if (char !== '"') throw this.#expected('a key in double quotes')
      const at = this.at
      const name = this.string()
      if (this.#next() !== ':') throw this.#expected('a colon after the key')
      this.at += 1
      key(name, at)
      isFirst = false
      const after = this.#next()
      if (after === '}') break
      if (after !== ',') throw this.#expected('a comma or a closing brace')
      this.at += 1
    }
    this.#close()
  }

  /**
   * `item` is called at each element and has to read or skip it. `mayEnd`: the text may stop after an
   * element or a comma, as that of a recording that was cut off does.
   */
  array(item: (index: number) => void, mayEnd = false): void {
    this.#open('[')
    for (let index = 0; ; index += 1) {
      const char = this.#next()
      if (char === ']' && (index === 0 || mayEnd)) break
      if (char === '' && mayEnd) {
        this.#depth -= 1
        return
      }
      item(index)
      const after = this.#next()
      if (after === ']') break
      if (after === '' && mayEnd) {
        this.#depth -= 1
        return
      }
      if (after !== ',') throw this.#expected('a comma or a closing bracket')
      this.at += 1
    }
    this.#close()
  }

  string(): string {
    const { text } = this
    const start = this.at
    let at = start + 1
    let isEscaped = false
    for (;;) {
      const code = text.charCodeAt(at)
      if (code === 34) break
      if (code === 92) {
        isEscaped = true
        at += 1
      } else if (Number.isNaN(code)) {
        throw new Fault(start, 'the text ends inside a string')
      } else if (code < 32) {
        throw new Fault(at, 'a control character stands in a string')
      }
      at += 1
      if (at - start > bounds.string) throw new Fault(start, tooLong)
    }
    this.at = at + 1
    return isEscaped ? unescaped(text.slice(start, at + 1), start) : text.slice(start + 1, at)
  }

  number(): number {
    numbers.lastIndex = this.at
    const found = numbers.exec(this.text)?.[0]
    if (found === undefined) throw this.#expected('a number')
    this.at += found.length
    return Number(found)
  }

  /** Goes over a value of any kind. */
  skip(): void {
    const kind = this.kind()
    switch (kind) {
      case 'object':
        this.object(() => this.skip())
        return
      case 'array':
        this.array(() => this.skip())
        return
      case 'string':
        this.string()
        return
      case 'number':
        this.number()
        return
      default:
        this.at += kind.length
    }
  }

  /** Complains when anything but white space is left. */
  end(): void {
    if (this.#next() !== '') throw this.#expected('the end of the text')
  }

  #open(bracket: string): void {
    if (this.#next() !== bracket) throw this.#expected(`"${bracket}"`)
    this.#depth += 1
    if (this.#depth > bounds.depth)
      throw new Fault(this.at, `brackets stand in each other more than ${bounds.depth} deep`)
    this.at += 1
  }

  #close(): void {
    this.#depth -= 1
    this.at += 1
  }

  /** Skips white space; `` at the end. */
  #next(): string {
    const { text } = this
    for (;;) {
      const code = text.charCodeAt(this.at)
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break
      this.at += 1
    }
    return text[this.at] ?? ''
  }

  #expected(what: string): Fault {
    const char = this.text[this.at]
    if (char === undefined) return new Fault(this.at, `the text ends where ${what} is expected`)
    return new Fault(this.at, `${what} is expected, not ${shown(char)}`)
  }
}

const tooLong = `a string is longer than ${bounds.string.toLocaleString('en')} characters`

function unescaped(quoted: string, at: number): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    throw new Fault(at, `the string ${cutText(quoted, 40)} has a wrong escape`)
  }
}

function shown(char: string): string {
  const code = char.codePointAt(0) ?? 0
  return code < 33 || code === 127 ? `the character ${code}` : `"${char}"`
}

export interface Place {
  /** Both from 1. */
  readonly line: number
  readonly column: number
}

export function placeIn(text: string, at: number): Place {
  let line = 1
  let start = 0
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', start)) {
    line += 1
    start = next + 1
  }
  return { line, column: at - start + 1 }
}
