import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guaranteeColumns, guaranteeRows } from '../models/claims/guarantees.ts'
import { startJob, type Job } from './jobs.ts'
import { readJob } from './read-job.ts'
import { createSearchHandler } from './search-handle.ts'
import type { FromSearch, SearchJob } from './search-protocol.ts'

function started(job: SearchJob): Job {
  const result = startJob(job, () => 0)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

const leak: SearchJob = {
  kind: 'fixes',
  request: { scenarios: ['hmm/leak'], mutex: 'count', mostFixes: 2 },
}

describe('a job of many searches', () => {
  it('shows what it knows while it goes on: the first claims are decided first', () => {
    const job = started({ kind: 'claims' })
    const before = job.progress()
    if (before.kind !== 'claims') throw new Error(before.kind)
    expect(before.view).toMatchObject({ done: 0, states: 0 })
    expect(before.view.claims[0]?.decisions.map(({ holds }) => holds)).not.toContain(true)
    for (let i = 0; i < 40; i++) job.advance(0)
    const after = job.progress()
    if (after.kind !== 'claims') throw new Error(after.kind)
    expect(after.view.done).toBeGreaterThan(0)
    expect(after.view.done).toBeLessThan(after.view.of)
    expect(after.view.claims[0]?.decisions.every(({ holds }) => holds !== undefined)).toBe(true)
  })

  it('has a table of guarantees with a cell for each function and variant', () => {
    const job = started({ kind: 'guarantees' })
    for (let i = 0; i < 100; i++) job.advance(0)
    const told = job.progress()
    if (told.kind !== 'guarantees') throw new Error(told.kind)
    const { rows, columns, cells } = told.view
    expect([rows.length, columns.length]).toEqual([guaranteeRows.length, guaranteeColumns.length])
    expect(cells.map((row) => row.length)).toEqual(guaranteeRows.map(() => columns.length))
    expect(cells[0]?.[0]).toMatchObject({ holds: true, shown: [{ kind: 'exhausted' }] })
    expect(cells.at(-1)?.at(-1)).toMatchObject({ holds: undefined, shown: [] })
  })

  it('of sets of fixes names a run for each failure, and the smallest sets', () => {
    const job = started(leak)
    while (!job.advance(1));
    const told = job.result()
    if (told.kind !== 'fixes') throw new Error(told.kind)
    const [none] = told.view.sets
    expect(none?.cells[0]?.failures.map(({ name }) => name)).toEqual(['leak of hmm', 'leak of mm'])
    expect(none?.cells[0]?.failures[0]?.schedule).toMatch(/^[a-z\d]+$/)
    expect(told.view.minimal).toEqual([
      ['hmm-unref-in-kill'],
      ['hmm-unref-in-destroy'],
      ['r2-spinlock'],
    ])
    expect(told).toMatchObject({ wasStopped: false, view: { done: told.view.of } })
  })

  it('says that it was stopped, and what it knew by then', () => {
    const job = started(leak)
    job.advance(0)
    job.cancel()
    expect(job.advance(1_000)).toBe(true)
    const told = job.result()
    expect(told).toMatchObject({ kind: 'fixes', wasStopped: true })
    expect(told.kind === 'fixes' && told.view.done < told.view.of).toBe(true)
  })
})

describe('a message to the search worker', () => {
  it.each([
    [
      { kind: 'eval' },
      '“job.kind” is “eval”; races, claims, guarantees, fixes, can-happen or closest is expected.',
    ],
    [{ kind: 'races' }, '“job.request” is undefined; an object is expected.'],
    [
      { kind: 'fixes', request: { scenarios: ['nope'], mutex: 'count', mostFixes: 1 } },
      '“job.request.scenarios” is a list; a list of scenarios (known: hmm/device-unregister, hmm/fork-close',
    ],
    [
      { kind: 'fixes', request: { scenarios: ['hmm/leak'], mutex: 'count', mostFixes: -1 } },
      '“job.request.mostFixes” is -1; a whole number from 0 is expected.',
    ],
  ])('%j is refused', (message, expected) => {
    const read = readJob(message)
    expect(read.ok ? '' : read.error.message).toContain(expected)
  })

  it('never throws, whatever it is', () => {
    const sent: FromSearch[] = []
    const handle = createSearchHandler({
      now: () => 0,
      send: (message) => sent.push(message),
      yield: () => {},
    })
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (message, job) => {
        handle(message)
        handle({ kind: 'start', id: 1, job })
        expect(sent.at(-1)?.kind).toBe('failed')
      }),
    )
  })
})
