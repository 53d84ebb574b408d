import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleRun } from './example.ts'
import { parseRun } from './parse-run.ts'
import { printJson } from './print-json.ts'
import { readJson } from './read-json.ts'
import { runJson } from './run-json.ts'

const written = printJson(runJson(exampleRun, { kind: 'whole' }, '#/example/unload?v=1'))

const wrong = (text: string): string => {
  const read = parseRun(text)
  return read.ok ? 'nothing' : read.error.message
}

describe('a run from JSON', () => {
  it('is what was written', () => {
    expect(parseRun(written)).toEqual({
      ok: true,
      value: {
        scenario: 'example/unload',
        model: 1,
        variant: { fixes: [], mutex: 'count' },
        schedule: 'b3ab',
        steps: 5,
        checksum: 'k3f9ab',
      },
    })
  })

  it('keeps fixes, questions and sizes', () => {
    const run = { ...exampleRun, fixes: ['a', 'b'], questions: ['q'], sizes: { devices: 2 } }
    expect(parseRun(printJson(runJson(run, { kind: 'whole' }, '')))).toMatchObject({
      value: { variant: { fixes: ['a', 'b'], questions: ['q'], sizes: { devices: 2 } } },
    })
  })

  it.each([
    ['', 'Line 1, column 1: a value was expected, found the end of the file.'],
    ['[]', 'Line 1, column 1: a run was expected, found a list.'],
    [
      '{"version": 1,\n "scenario": }',
      'Line 2, column 14 (scenario): a value was expected, found "}".',
    ],
    [
      '{"version": 7}',
      'Line 1, column 13 (version): the file has version 7, made by a newer Heddle; this one reads version 1.',
    ],
    ['{"version": 1}', 'Line 1, column 1: the field "schedule" is missing.'],
    ['{"a": 1, "a": 2}', 'Line 1, column 10: the field "a" is there twice.'],
    ['{} {}', 'Line 1, column 4: nothing more was expected, but "{" follows.'],
    ['"\\u00"', 'Line 1, column 1: a text begins here that does not end properly.'],
  ])('%s: %s', (text, message) => {
    expect(wrong(text)).toBe(message)
  })

  it.each([
    [
      '"mutex": "count"',
      '"mutex": "owned"',
      '(variant.mutex): one of count, owner, debug, ideal was expected, found "owned".',
    ],
    [
      '"schedule": "b3ab"',
      '"schedule": "b3?"',
      '(schedule): Cannot read the schedule at character 3',
    ],
    ['"fixes": []', '"fixes": [4]', '(variant.fixes[0]): an id was expected, found a number.'],
    [
      '"scenario": "example/unload"',
      '"scenario": "<script>"',
      '(scenario): the id of a scenario was expected, found "<script>".',
    ],
    [
      '"model": 1',
      '"model": 1.5',
      '(model): a whole number from 1 to 1000000 was expected, found 1.5.',
    ],
    [
      '"checksum": "k3f9ab"',
      '"checksum": null',
      '(checksum): six base-36 digits was expected, found null.',
    ],
  ])('%s as %s', (before, after, message) => {
    expect(written).toContain(before)
    expect(wrong(written.replace(before, after))).toContain(message)
  })

  it('says where a file that was cut off ends', () => {
    const end = written.indexOf('"threads"')
    expect(wrong(written.slice(0, end))).toMatch(
      /^Line \d+, column \d+: the name of a field was expected, found the end of the file\.$/,
    )
  })

  it('does not follow any depth', () => {
    expect(wrong('['.repeat(100_000))).toContain('nested more than 64 deep')
  })

  it('reads JSON as JSON.parse does, and refuses what it refuses', () => {
    const plain = (text: string): unknown => JSON.parse(text)
    fc.assert(
      fc.property(fc.json(), (text) => {
        const read = readJson(text)
        // A field that is there twice is refused, which fc.json never writes.
        expect(read.ok && valueOf(read.value)).toEqual(plain(text))
      }),
    )
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '"', '}', ',', '\u0001', '1', '-'),
        (text, at, sign) => {
          const place = at % (text.length + 1)
          const damaged = text.slice(0, place) + sign + text.slice(place + 1)
          const read = readJson(damaged)
          if (read.ok) expect(valueOf(read.value)).toEqual(plain(damaged))
          else if (!read.error.message.includes('twice')) expect(() => plain(damaged)).toThrow()
        },
      ),
    )
  })

  it('never throws, whatever becomes of a file', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat({ max: 30 }),
        fc.string({ maxLength: 20 }),
        (at, length, put) => {
          const place = at % written.length
          const damaged = written.slice(0, place) + put + written.slice(place + length)
          const read = parseRun(damaged)
          if (!read.ok) expect(read.error.message).toMatch(/^Line \d+, column \d+/)
        },
      ),
    )
  })
})

function valueOf(node: Extract<ReturnType<typeof readJson>, { ok: true }>['value']): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries([...node.fields].map(([name, value]) => [name, valueOf(value)]))
    case 'list':
      return node.items.map(valueOf)
    case 'null':
      return null
    default:
      return node.value
  }
}
