/** What the worker says to requests, also to those that no page of ours would send. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Variant } from '../ir/program.ts'
import { scenarios } from '../models/catalogue.ts'
import { answer } from './answer.ts'
import type { Answer, HeddleError, Opened, RequestBody } from './protocol.ts'

const plain: Variant = { fixes: [], mutex: 'count' }
const scenario = 'hmm/device-unregister'

/** `answer` as a message that has come from somewhere reaches it. */
function tell(message: unknown): Answer {
  return answer(message as RequestBody)
}

function refusal(message: unknown): HeddleError {
  const said = tell(message)
  if (said.kind !== 'failed') throw new Error(`not refused: ${said.kind}`)
  return said.error
}

function opened(message: RequestBody): Opened {
  const said = tell(message)
  if (said.kind !== 'opened')
    throw new Error(said.kind === 'failed' ? said.error.message : said.kind)
  return said.opened
}

const run = { kind: 'run', scenario, variant: plain, schedule: 'b6' } as const
const choose = {
  kind: 'choose',
  spec: { scenario, variant: plain, schedule: 'b6a3b4' },
  at: 6,
  lane: 0,
  choice: 0,
} as const

describe('a request', () => {
  it('for the catalogue names every scenario with its runs', () => {
    const said = answer({ kind: 'catalogue' })
    expect(said.kind === 'catalogue' && said.scenarios.map(({ id }) => id)).toEqual(
      scenarios.map(({ id }) => id),
    )
  })

  it('without a schedule opens the default run, with one only that', () => {
    expect(opened({ ...run, schedule: undefined }).run.schedule).toBe(
      scenarios.find(({ id }) => id === scenario)?.runs[0]?.schedule,
    )
    expect(opened({ ...run, schedule: '' }).run.steps).toEqual([])
  })

  it('carries questions and sizes into the run, in one form', () => {
    const variant: Variant = {
      ...plain,
      questions: ['caller-frees-device', 'release-once', 'release-once'],
      sizes: { devices: 2, mirrors: 1 },
    }
    const { run: view } = opened({ ...run, variant, schedule: '' })
    expect(view.questions).toEqual(['release-once', 'caller-frees-device'])
    expect(view.sizes).toEqual({ devices: 2 })
    expect(view.lanes.filter(({ kind }) => kind === 'static')).toHaveLength(3)
    const plainly = opened({ ...run, variant: { ...plain, questions: [], sizes: { devices: 1 } } })
    expect(plainly.run).toEqual(opened(run).run)
  })

  it('names a fix once, however often it is asked for', () => {
    const fix = scenarios.find(({ id }) => id === scenario)?.fixes[0]?.id ?? ''
    const variant = { ...plain, fixes: [fix, fix] }
    expect(opened({ ...run, variant }).run.fixes).toEqual([fix])
  })

  it('plays a schedule as far as it can and says what it left out', () => {
    const { run: view, report } = opened({ ...run, schedule: 'b2a99998' })
    expect(report).toMatchObject({ kind: 'stopped', at: view.steps.length })
    expect(report.kind === 'stopped' && report.dropped).toBe(100_000 - view.steps.length)
    expect(report.kind === 'stopped' && report.reason).toMatch(/^A cannot run: /)
  })
})

describe('a choice', () => {
  it('lets the lane go and keeps the rest as far as it can run', () => {
    expect(opened(choose).run.schedule).toBe('b6a3b4')
    expect(opened({ ...choose, at: 2 }).run.schedule).toBe('b2ab4a2b4')
    expect(opened({ ...choose, at: 13, lane: 1 }).run.steps).toHaveLength(14)
  })

  it.each([
    ['at a step that is not there', { at: 14 }, 'cannot-run', '14'],
    ['at a huge step', { at: 1e15 }, 'cannot-run', '1000000000000000'],
    ['of a thread that is not there', { lane: 9 }, 'cannot-run', '9'],
    ['of the set-up', { lane: 3 }, 'cannot-run', '3'],
    ['of a thread that has not started', { lane: 2 }, 'cannot-run', 'C'],
    ['of an alternative where there is none', { choice: 1 }, 'cannot-run', 'A'],
  ])('%s is refused', (_, change, code, part) => {
    expect(refusal({ ...choose, ...change })).toMatchObject({ code, part })
  })
})

describe('a message whose fields have other types', () => {
  it.each<[string, unknown, string]>([
    ['nothing', undefined, '“request” is undefined; an object is expected.'],
    ['a list', [], '“request” is a list; an object is expected.'],
    [
      'a kind of its own',
      { kind: 'eval' },
      '“request.kind” is “eval”; catalogue, run, choose, moves, move, tidy, slice, objects, under-fixes or order is expected.',
    ],
    [
      'a number for a scenario',
      { ...run, scenario: 7 },
      '“request.scenario” is 7; a text is expected.',
    ],
    [
      'a list for a schedule',
      { ...run, schedule: ['b'] },
      '“request.schedule” is a list; a text is expected.',
    ],
    [
      'null for a schedule',
      { ...run, schedule: null },
      '“request.schedule” is null; a text is expected.',
    ],
    [
      'no variant',
      { ...run, variant: undefined },
      '“request.variant” is undefined; an object is expected.',
    ],
    [
      'a text for fixes',
      { ...run, variant: { ...plain, fixes: 'x' } },
      '“request.variant.fixes” is “x”; a list of texts is expected.',
    ],
    [
      'a number among fixes',
      { ...run, variant: { ...plain, fixes: [1] } },
      '“request.variant.fixes” is a list; a list of texts is expected.',
    ],
    [
      'no mutex model',
      { ...run, variant: { fixes: [] } },
      '“request.variant.mutex” is undefined; a text is expected.',
    ],
    [
      'a size below 0',
      { ...run, variant: { ...plain, sizes: { mirrors: -1 } } },
      '“request.variant.sizes.mirrors” is -1; a whole number from 0 is expected.',
    ],
    [
      'a step before the first',
      { ...choose, at: -1 },
      '“request.at” is -1; a whole number from 0 is expected.',
    ],
    [
      'no step at all',
      { ...choose, at: Number.NaN },
      '“request.at” is NaN; a whole number from 0 is expected.',
    ],
    [
      'half a step',
      { ...choose, at: 1.5 },
      '“request.at” is 1.5; a whole number from 0 is expected.',
    ],
    [
      'an endless step',
      { ...choose, at: Number.POSITIVE_INFINITY },
      '“request.at” is Infinity; a whole number from 0 is expected.',
    ],
    [
      'a letter for a lane',
      { ...choose, lane: 'A' },
      '“request.lane” is “A”; a whole number from 0 is expected.',
    ],
    ['no spec', { ...choose, spec: null }, '“request.spec” is null; an object is expected.'],
    [
      'a spec without a schedule',
      { ...choose, spec: { scenario, variant: plain }, schedule: 'b' },
      '“request.spec.schedule” is undefined; a text is expected.',
    ],
  ])('is told which: %s', (_, message, expected) => {
    expect(refusal(message)).toMatchObject({ code: 'bad-request', message: expected })
  })

  it('quotes long input only in part', () => {
    const long = 'x'.repeat(1_000_000)
    for (const message of [
      { ...run, scenario: long },
      { ...run, schedule: long },
      { ...run, schedule: 'ab'.repeat(1_000_000) },
      { ...run, variant: { ...plain, fixes: [long] } },
      { ...run, variant: { ...plain, mutex: long } },
      { ...choose, lane: long },
    ]) {
      const { part, message: text } = refusal(message)
      expect(part.length).toBeLessThan(100)
      expect(text.length).toBeLessThan(2_000)
    }
  })

  it('is never more than refused, whatever it is', () => {
    const junk = fc.oneof(
      fc.anything(),
      fc.constantFrom(0, 1, -1, 1e9, Number.NaN, '', 'b3', 'A', [], {}),
    )
    const field = (name: string) => ({ [name]: fc.option(junk, { nil: undefined }) })
    const variant = fc.oneof(
      junk,
      fc.constant(plain),
      fc.record({ ...field('fixes'), ...field('mutex'), ...field('questions'), ...field('sizes') }),
    )
    const subject = { scenario: fc.oneof(junk, fc.constant(scenario)), variant, schedule: junk }
    const messages = fc.oneof(
      junk,
      fc.record({ kind: fc.constantFrom('run', 'catalogue', 'choose'), ...subject }),
      fc.record({
        kind: fc.constant('choose'),
        spec: fc.oneof(junk, fc.record(subject), fc.constant(choose.spec)),
        at: junk,
        lane: junk,
        choice: junk,
      }),
    )
    fc.assert(
      fc.property(messages, (message) => {
        const said = tell(message)
        if (said.kind === 'failed') expect(said.error.code).not.toBe('internal')
      }),
      { numRuns: 300 },
    )
  })
})

describe('a variant that the scenario does not have is refused, with what to do', () => {
  it.each([
    [
      { questions: ['release-twice'] },
      'unknown-question',
      /no question “release-twice”\. Known: rel/,
    ],
    [{ sizes: { threads: 2 } }, 'unknown-size', /Known: processes, devices, mirrors\./],
    [{ sizes: { devices: 4 } }, 'bad-size', /from 1 to 3 devices, not 4\. Choose/],
    [{ sizes: { devices: 0 } }, 'bad-size', /not 0/],
    [
      { fixes: ['device-kref-put-inside', 'device-kref-put-after-unlock'] },
      'bad-fixes',
      /exclude each other.*Choose one/,
    ],
    // Declared by the other fix only.
    [{ fixes: ['r2-spinlock', 'hmm-unref-in-kill'] }, 'bad-fixes', /exclude each other/],
    [{ fixes: ['srcu-barrier-4.12'] }, 'bad-fixes', /without r2-wait\. Add r2-wait, or leave/],
  ] as const)('%j', (part, code, message) => {
    const error = refusal({ ...run, variant: { ...plain, ...part } })
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
  })

  it('but not one whose fixes and sizes go together', () => {
    const fixes = ['r2-wait', 'srcu-barrier-4.12']
    const variant = { ...plain, fixes, sizes: { devices: 3 } }
    expect(opened({ ...run, variant, schedule: '' }).run.fixes).toEqual(fixes)
  })
})
