import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSchedule, printSchedule, type Schedule, scheduleLimits } from './schedule.ts'

const step = (lane: string, choice = 0) => ({ lane, choice })

function stepsOf(text: string): Schedule {
  const result = parseSchedule(text)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

function errorOf(text: string) {
  const result = parseSchedule(text)
  if (result.ok) throw new Error(`"${text}" was accepted`)
  return result.error
}

const scheduleStep = fc.record({
  lane: fc.constantFrom('a', 'b', 'c', 'z'),
  choice: fc.constantFrom(0, 0, 0, 0, 0, 1, 9),
})
const schedules = fc.array(scheduleStep, { maxLength: 200 })

describe('the notation of schedules', () => {
  it.each([
    ['', []],
    ['a', [step('a')]],
    ['ab3', [step('a'), step('b'), step('b'), step('b')]],
    ['b3a2', [step('b'), step('b'), step('b'), step('a'), step('a')]],
    ['a.2', [step('a', 2)]],
    ['aa.1a.1a2', [step('a'), step('a', 1), step('a', 1), step('a'), step('a')]],
  ])('reads %j', (text, steps) => {
    expect(stepsOf(text)).toEqual(steps)
    expect(printSchedule(steps)).toBe(text)
  })

  it('has one canonical spelling', () => {
    expect(printSchedule(stepsOf('aab1b'))).toBe('a2b2')
  })

  it('splits a run that is longer than a count can say', () => {
    const long = Array.from({ length: scheduleLimits.steps }, () => step('a'))
    expect(printSchedule(long)).toBe('a99999a')
    expect(stepsOf('a99999a')).toHaveLength(100_000)
  })
})

describe('a malformed schedule', () => {
  it.each([
    ['3', 1, '3', 'a thread letter'],
    ['b3 a2', 3, ' ', 'a thread letter'],
    ['b3A2', 3, 'A', 'lower case'],
    ['a0', 1, 'a0', 'a count from 1'],
    ['b3a02', 3, 'a02', 'without leading zeros'],
    ['a100000', 1, 'a100000', 'a count from 1 to 99999'],
    ['ba.', 2, 'a.', 'one digit from 1 to 9'],
    ['ba.0', 2, 'a.0', 'one digit from 1 to 9'],
    ['ba.12', 2, 'a.12', 'one digit from 1 to 9'],
    ['a3.1', 3, '.', 'a thread letter'],
    ['a-b', 2, '-', 'a thread letter'],
    ['aß', 2, 'ß', 'a thread letter'],
  ])(
    '%j is answered with position, part and what was expected',
    (text, position, part, expected) => {
      const error = errorOf(text)
      expect(error).toMatchObject({ position, part })
      expect(error.expected).toContain(expected)
      expect(error.message).toContain(`at character ${position}, "${part}"`)
    },
  )

  it('keeps the steps before the offending part', () => {
    expect(printSchedule(errorOf('b3a2!b4').prefix)).toBe('b3a2')
    expect(printSchedule(errorOf('b3a2.').prefix)).toBe('b3a2')
  })

  it('does not guess the step that was cut off in the middle', () => {
    expect(printSchedule(errorOf('b3a.').prefix)).toBe('b3')
  })

  it('is bounded in steps and characters', () => {
    expect(errorOf('a99999b2')).toMatchObject({ position: 7, part: 'b2' })
    const long = errorOf('ab'.repeat(10_001))
    expect(long).toMatchObject({ position: 20_001, part: 'ab' })
    expect(long.prefix).toHaveLength(19_999)
  })
})

describe('properties', () => {
  it('parse(print(s)) is s', () => {
    fc.assert(
      fc.property(schedules, (s) => {
        expect(stepsOf(printSchedule(s))).toEqual(s)
      }),
    )
  })

  it('print(parse(t)) is canonical: doing it again changes nothing', () => {
    const texts = fc.stringMatching(/^(?:[abc](?:\.[1-9]|[1-9][0-9]?)?){0,40}$/)
    fc.assert(
      fc.property(texts, (text) => {
        const canonical = printSchedule(stepsOf(text))
        expect(stepsOf(canonical)).toEqual(stepsOf(text))
        expect(printSchedule(stepsOf(canonical))).toBe(canonical)
        expect(canonical.length).toBeLessThanOrEqual(text.length)
      }),
    )
  })

  it('any text is either read or answered with a prefix that is itself valid', () => {
    const nearly = fc.string({
      unit: fc.constantFrom('a', 'b', '.', '0', '1', '9', 'A', ' ', '&', 'é'),
      maxLength: 30,
    })
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string()), (text) => {
        const result = parseSchedule(text)
        const steps = result.ok ? result.value : result.error.prefix
        expect(stepsOf(printSchedule(steps))).toEqual(steps)
        if (!result.ok) expect(text.slice(result.error.position - 1)).toContain(result.error.part)
      }),
    )
  })
})
