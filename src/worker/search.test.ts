import { describe, expect, it } from 'vitest'
import { answer } from './answer.ts'
import { createSearchHandler } from './search-handle.ts'
import type { FromSearch, SearchRequest, SearchResult } from './search-protocol.ts'
import { searchNow } from './search-task.ts'

const request: SearchRequest = {
  scenario: 'hmm/device-unregister',
  variant: { fixes: [], mutex: 'count' },
  minimised: 'steps',
  maxStates: undefined,
  maxBytes: undefined,
  maxSeconds: undefined,
}
const still = (): number => 0

function search(change: Partial<SearchRequest> = {}): SearchResult {
  const result = searchNow({ ...request, ...change }, still)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

function summary(result: SearchResult): readonly string[] {
  if (result.verdict !== 'violated') return [result.verdict]
  return [
    ...new Set(result.findings.map((finding) => `${finding.kind} ${finding.object ?? ''}`.trim())),
  ].sort()
}

describe('the search of the case of the mail', () => {
  it('finds the use after free and the leaks, each with a run that shows it', () => {
    const result = search()
    expect(summary(result)).toEqual(['leak hmm', 'leak mm', 'use-after-free device'])
    for (const finding of result.verdict === 'violated' ? result.findings : []) {
      const opened = answer({
        kind: 'run',
        scenario: request.scenario,
        variant: request.variant,
        schedule: finding.schedule,
      })
      if (opened.kind !== 'opened') throw new Error('the run does not open')
      const { run, report } = opened.opened
      expect(report.kind).toBe('whole')
      expect(run.steps).toHaveLength(finding.steps)
      expect(run.violations.map((violation) => violation.text)).toContain(finding.text)
    }
  })

  it('finds only the leaks under the fix, and under mutexes whose release is one touch', () => {
    const leaks = ['leak hmm', 'leak mm']
    expect(summary(search({ variant: { fixes: ['synchronize-srcu'], mutex: 'count' } }))).toEqual(
      leaks,
    )
    expect(summary(search({ variant: { fixes: [], mutex: 'ideal' } }))).toEqual(leaks)
    expect(summary(search({ variant: { fixes: [], mutex: 'debug' } }))).toEqual(leaks)
    expect(summary(search({ variant: { fixes: [], mutex: 'owner' } }))).toContain(
      'use-after-free device',
    )
  })

  it('finds the use after free with the fewest switches, too', () => {
    const result = search({ minimised: 'switches' })
    const device =
      result.verdict === 'violated'
        ? result.findings.find((each) => each.object === 'device')
        : undefined
    expect(device).toMatchObject({ switches: 6, preemptions: 4, steps: 31 })
  })

  it('says which limit was hit', () => {
    expect(search({ maxStates: 200 })).toMatchObject({ verdict: 'bounded', limit: 'states' })
  })

  it('names what it cannot search', () => {
    expect(searchNow({ ...request, scenario: 'nope' }, still)).toMatchObject({
      ok: false,
      error: { code: 'unknown-scenario' },
    })
  })
})

describe('the search worker', () => {
  function host(): { readonly sent: FromSearch[]; readonly turns: (() => void)[]; tick: number } {
    return { sent: [], turns: [], tick: 0 }
  }

  it('gives way between slices, reports progress, and answers with a result', () => {
    const at = host()
    const handle = createSearchHandler({
      now: () => (at.tick += 50),
      send: (message) => at.sent.push(message),
      yield: (next) => at.turns.push(next),
    })
    handle({ kind: 'start', id: 1, job: { kind: 'races', request } })
    expect(at.turns.length).toBe(1)
    for (let turn = at.turns.shift(); turn !== undefined; turn = at.turns.shift()) turn()
    expect(at.sent.filter((message) => message.kind === 'progress').length).toBeGreaterThan(0)
    expect(at.sent.at(-1)).toMatchObject({
      kind: 'done',
      id: 1,
      result: { kind: 'races', result: { verdict: 'violated', exhausted: true } },
    })
  })

  it('stops when it is told to, and says that it was', () => {
    const at = host()
    const handle = createSearchHandler({
      now: () => (at.tick += 10),
      send: (message) => at.sent.push(message),
      yield: (next) => at.turns.push(next),
    })
    handle({ kind: 'start', id: 7, job: { kind: 'races', request } })
    handle({ kind: 'cancel', id: 7 })
    for (let turn = at.turns.shift(); turn !== undefined; turn = at.turns.shift()) turn()
    expect(at.sent.at(-1)).toMatchObject({
      kind: 'done',
      id: 7,
      result: { kind: 'races', result: { verdict: 'bounded', limit: 'cancelled' } },
    })
  })

  it('says nothing of what it does in advance, and gives way to what is wanted', () => {
    const at = host()
    const handle = createSearchHandler({
      now: () => (at.tick += 10),
      send: (message) => at.sent.push(message),
      yield: (next) => at.turns.push(next),
    })
    handle({ kind: 'warm', id: 1, job: { kind: 'races', request } })
    handle({ kind: 'warm', id: 2, job: { kind: 'races', request: { ...request, scenario: 'x' } } })
    at.turns.shift()?.()
    expect(at.turns.length).toBe(1)
    handle({ kind: 'start', id: 3, job: { kind: 'races', request } })
    handle({ kind: 'warm', id: 4, job: { kind: 'races', request } })
    for (let turn = at.turns.shift(); turn !== undefined; turn = at.turns.shift()) turn()
    expect(new Set(at.sent.map((message) => message.id))).toEqual(new Set([3]))
    expect(at.sent.at(-1)?.kind).toBe('done')
  })

  it('goes on with what it did in advance, when that is wanted', () => {
    const at = host()
    const handle = createSearchHandler({
      now: () => (at.tick += 10),
      send: (message) => at.sent.push(message),
      yield: (next) => at.turns.push(next),
    })
    const job = { kind: 'races', request }
    handle({ kind: 'warm', id: 1, job })
    for (let turn = at.turns.shift(); turn !== undefined; turn = at.turns.shift()) turn()
    expect(at.sent).toEqual([])
    handle({ kind: 'start', id: 2, job })
    expect(at.sent).toMatchObject([
      { kind: 'done', id: 2, result: { result: { verdict: 'violated', exhausted: true } } },
    ])
  })

  it('drops a search when a newer one starts', () => {
    const at = host()
    const handle = createSearchHandler({
      now: () => (at.tick += 10),
      send: (message) => at.sent.push(message),
      yield: (next) => at.turns.push(next),
    })
    handle({ kind: 'start', id: 1, job: { kind: 'races', request } })
    const leak = { ...request, scenario: 'hmm/leak' }
    handle({ kind: 'start', id: 2, job: { kind: 'races', request: leak } })
    for (let turn = at.turns.shift(); turn !== undefined; turn = at.turns.shift()) turn()
    expect(
      at.sent.filter((message) => message.kind === 'done').map((message) => message.id),
    ).toEqual([2])
  })
})
