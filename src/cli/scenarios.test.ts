import { describe, expect, it } from 'vitest'
import { parseLink } from '../share/link/codec.ts'
import { answer } from '../worker/answer.ts'
import type { ListJson } from './json/list-json.ts'
import type { RunJson } from '../share/json/run-json.ts'
import { main } from './program.ts'

function heddle(line: string) {
  const out: string[] = []
  const err: string[] = []
  const io = { out: (text: string) => out.push(text), err: (text: string) => err.push(text) }
  const status = main(line.split(' '), { ...io, ask: answer })
  return { status, out: out.join(''), err: err.join('') }
}

/** The type says what is documented; the tests below look at what matters. */
function json<T>(line: string): T {
  const { out, err } = heddle(`${line} --json`)
  if (out === '') throw new Error(err)
  return JSON.parse(out) as T
}

const runOf = (line: string) => json<RunJson>(`run ${line}`)
const catalogue = () => json<ListJson>('list')

const kindsOf = (run: RunJson) => run.violations.map(({ kind }) => kind)

/** What people follow in the mail: locks, counts, lifetimes and calls, in the order of steps. */
function storyOf(run: RunJson): readonly string[] {
  const events = [
    ...run.locks.flatMap(({ lock, changes }) =>
      changes.map(({ step, thread, change }) => ({ step, text: `${thread} ${change} ${lock}` })),
    ),
    ...run.refcounts.flatMap(({ refcount, changes }) =>
      changes.map(({ step, thread, from, to }) => ({
        step,
        text: `${thread ?? '?'} ${refcount} ${from} -> ${to}`,
      })),
    ),
    ...run.lifetimes.flatMap(({ object, changes }) =>
      changes.map(({ step, thread, change }) => ({
        step,
        text: `${thread ?? '?'} ${change} ${object}`,
      })),
    ),
    ...run.steps.flatMap(({ step, thread, calls }) =>
      calls.map((fn) => ({ step, text: `${thread} in ${fn}` })),
    ),
  ]
  return events.toSorted((a, b) => a.step - b.step).map(({ text }) => text)
}

/** The expected events, as far as they are found in this order. */
function foundInOrder(story: readonly string[], expected: readonly string[]): readonly string[] {
  let at = 0
  return expected.filter((text) => {
    const found = story.indexOf(text, at)
    if (found >= 0) at = found
    return found >= 0
  })
}

describe('heddle run hmm/device-unregister', () => {
  const run = runOf('hmm/device-unregister')

  it('plays the sequence of the mail', () => {
    const mail = [
      'B in hmm_notifier_release',
      'B acquire hmm->rwsem',
      'A in hmm_mirror_kill',
      'A wait hmm->rwsem',
      'B in hlist_del_init',
      'B release hmm->rwsem',
      'A acquire hmm->rwsem',
      'A in hlist_unhashed',
      'A release hmm->rwsem',
      'A mirror kref 2 -> 1',
      'B mirror kref 1 -> 0',
      'B acquire device->mutex',
      'B free mirror',
      'A in hmm_device_unregister',
      'A wait device->mutex',
      'B release device->mutex',
      'A acquire device->mutex',
      'A in list_empty',
      'A release device->mutex',
      'A free device',
      'B touch-after-free device',
    ]
    expect(foundInOrder(storyOf(run), mail)).toEqual(mail)
  })

  it('ends in the use after free on the mutex of the device, by B', () => {
    expect(run.replay).toEqual({ kind: 'whole' })
    expect(run.verdict).toBe('violated')
    expect(run.violations).toMatchObject([
      { kind: 'use-after-free', step: run.steps.length, thread: 'B', object: 'device' },
    ])
    expect(run.violations[0]?.field).toContain('mutex')
  })

  it('shows all of that as text', () => {
    const { status, out } = heddle('run hmm/device-unregister')
    expect(status).toBe(1)
    for (const text of [
      'Thread A (file close, driver unload)',
      '// blocked: hmm->rwsem held by B',
      '// blocked: device->mutex held by B',
      '// hmm_notifier_release',
      '// 2 -> 1; returns 0',
      '^^^^ use after free',
      `VIOLATION at step ${run.steps.length}: use after free`,
      `checksum: ${run.checksum}`,
    ]) {
      expect(out).toContain(text)
    }
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })

  it.each([
    ['--mutex ideal', 'waits for device->mutex, held by B'],
    ['--fix synchronize-srcu', 'waits for a grace period of srcu'],
  ])('with %s does not, and says who waits for whom', (variant, reason) => {
    const other = runOf(`hmm/device-unregister ${variant}`)
    expect(kindsOf(other)).not.toContain('use-after-free')
    expect(other.replay).toMatchObject({ kind: 'stopped' })
    expect(JSON.stringify(other.replay)).toContain(reason)
    const text = heddle(`run hmm/device-unregister ${variant}`)
    expect(text.status).toBe(0)
    expect(text.out).toContain('STOPPED after step')
  })

  it('refuses a given schedule that cannot run, naming the step', () => {
    const { status, out, err } = heddle(
      `run hmm/device-unregister --mutex ideal --schedule ${run.schedule}`,
    )
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(/step \d+ \("a"\) is not possible. A cannot run: waits for device->mutex/)
  })

  it('plays the first steps only with --at', () => {
    const part = runOf('hmm/device-unregister --at 17')
    expect(part.steps).toEqual(run.steps.slice(0, 17))
    expect(part.verdict).toBe('clean')
  })

  it('is the same every time', () => {
    expect(runOf(`hmm/device-unregister --schedule ${run.schedule}`)).toEqual(run)
  })
})

it('heddle run hmm/leak reports hmm and mm, and the reference that is never dropped', () => {
  const run = runOf('hmm/leak')
  expect(heddle('run hmm/leak').status).toBe(1)
  expect(run.end.kind).toBe('complete')
  expect(kindsOf(run)).toEqual(['leak', 'leak'])
  expect(run.violations.map(({ object }) => object)).toEqual(['mm', 'hmm'])
  expect(run.violations[0]?.text).toContain('mmu_notifier')
  expect(run.violations[1]?.text).toContain('taken in hmm_mirror_register')
})

describe('every scenario', () => {
  const recorded = catalogue().scenarios.flatMap((scenario) =>
    scenario.runs.map((run) => ({ scenario: scenario.id, ...run })),
  )

  it.each(recorded)('$scenario: $title can be replayed, and its link reads back', (named) => {
    const fix = named.fixes.length === 0 ? '' : ` --fix ${named.fixes.join(',')}`
    const run = runOf(`${named.scenario}${fix} --mutex ${named.mutex} --schedule ${named.schedule}`)
    expect(run.schedule).toBe(named.schedule)
    expect(parseLink(run.link)).toEqual({
      kind: 'link',
      state: {
        scenario: named.scenario,
        fixes: named.fixes,
        mutex: named.mutex,
        schedule: named.schedule,
        at: run.steps.length,
        checksum: run.checksum,
        model: run.model,
      },
      problems: [],
    })
    // Of a longer run the schedule alone may be longer than that.
    if (run.steps.length <= 100) expect(run.link.length).toBeLessThanOrEqual(201)
  })

  it.each(catalogue().scenarios.map(({ id }) => id))('%s is played without a schedule', (id) => {
    expect(runOf(id).steps.length).toBeGreaterThan(0)
  })
})

describe('bad input', () => {
  it.each([
    ['hmm/device-unregistr', '“hmm/device-unregistr”', 'Did you mean "hmm/device-unregister"?'],
    ['hmm/leak --fix syncronize-srcu', '“syncronize-srcu”', 'Did you mean "synchronize-srcu"?'],
    ['hmm/leak --mutex ideel', '"ideel"', 'Did you mean "ideal"?'],
    ['hmm/leak --schedule a3!', 'at character 3, "!"', 'expected a thread letter'],
    ['hmm/leak --schedule z', 'no thread Z', 'Its threads: A'],
    ['hmm/leak --schedule a.9', 'step 1 ("a.9") is not possible', 'A cannot run'],
    ['hmm/leak --schedule a999', '("a") is not possible', 'A cannot run: has finished'],
  ])('run %s', (line, part, advice) => {
    const { status, out, err } = heddle(`run ${line}`)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain(part)
    expect(err).toContain(advice)
  })
})
