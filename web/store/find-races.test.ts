import { describe, expect, it } from 'vitest'
import type { SearchClient, SearchOutcome } from '../../src/worker/search-client.ts'
import type {
  FindingView,
  SearchProgress,
  SearchRequest,
  SearchResult,
} from '../../src/worker/search-protocol.ts'
import { type App, createApp } from './app.ts'
import { cancelSearch, findRaces, setMinimised, toggleFindings } from './find-races.ts'
import { openFinding } from './open-shown.ts'
import { openScenario, setFixes } from './open.ts'
import { memoryPreferences, type Preferences } from './preferences.ts'
import { openedOf } from './run.ts'
import { phaseOf } from './search.ts'
import { start } from './start.ts'
import { createToyClient, type ToyClient } from './toy-model.ts'
import { undo } from './undo.ts'

interface Asked {
  readonly request: SearchRequest
  readonly report: (progress: SearchProgress) => void
  readonly end: (outcome: SearchOutcome) => void
}

/** A search client that does what the test says. */
class HandSearch implements SearchClient {
  readonly asked: Asked[] = []
  cancelled = 0

  readonly start: SearchClient['start'] = (job, tell) => {
    this.last?.end({ kind: 'superseded' })
    const report = (progress: SearchProgress): void => tell({ kind: 'races', progress })
    if (job.kind !== 'races') throw new Error(`no search for races: ${job.kind}`)
    const { request } = job
    return new Promise((end) => this.asked.push({ request, report, end }))
  }

  readonly warm = (): void => {}

  readonly cancel = (): void => {
    this.cancelled += 1
  }

  readonly close = (): void => {}

  get last(): Asked | undefined {
    return this.asked.at(-1)
  }
}

interface Page {
  readonly app: App
  readonly client: ToyClient
  readonly search: HandSearch
}

async function open(preferences: Preferences = memoryPreferences()): Promise<Page> {
  const client = createToyClient()
  const search = new HandSearch()
  const app = createApp(client, preferences, search, 1_000)
  const started = start(app, () => '')
  await client.settle()
  await started
  return { app, client, search }
}

const stats = {
  states: 12,
  transitions: 20,
  depth: 4,
  frontier: 2,
  engine: 'stepper',
  bytes: 64,
} as const
const progress: SearchProgress = { stats, seconds: 1, failures: 0 }

function proved({ scenario, variant, minimised }: SearchRequest): SearchOutcome {
  const result: SearchResult = {
    scenario,
    variant,
    minimised,
    stats,
    seconds: 1,
    verdict: 'proved',
  }
  return { kind: 'done', result: { kind: 'races', result } }
}

async function end({ search, client }: Page): Promise<void> {
  const { last } = search
  if (last !== undefined) last.end(proved(last.request))
  await client.settle()
}

function phase({ app }: Page): string {
  return phaseOf(app.store.getState()).kind
}

const finding: FindingView = {
  key: 'one',
  kind: 'leak',
  title: 'leak',
  text: '',
  object: 'hmm',
  lane: undefined,
  where: undefined,
  schedule: 'a2',
  steps: 2,
  switches: 0,
  preemptions: 0,
}

describe('finding races', () => {
  it('searches the scenario and variant on the page, within the memory there is', async () => {
    const page = await open()
    expect(phase(page)).toBe('idle')
    findRaces(page.app)
    expect(page.search.last?.request).toEqual({
      scenario: 'toy',
      variant: { fixes: [], mutex: 'count' },
      minimised: 'steps',
      maxStates: undefined,
      maxBytes: 1_000,
      maxSeconds: undefined,
    })
    expect(phaseOf(page.app.store.getState())).toEqual({ kind: 'running', progress: undefined })
    page.search.last?.report(progress)
    expect(phaseOf(page.app.store.getState())).toEqual({ kind: 'running', progress })
    await end(page)
    expect(phase(page)).toBe('done')
  })

  it('shows the findings, and remembers whether they are shown', async () => {
    const preferences = memoryPreferences()
    const { app } = await open(preferences)
    expect(app.store.getState().findingsOpen).toBe(false)
    findRaces(app)
    expect(app.store.getState().findingsOpen).toBe(true)
    expect((await open(preferences)).app.store.getState().findingsOpen).toBe(true)
    toggleFindings(app)
    expect((await open(preferences)).app.store.getState().findingsOpen).toBe(false)
  })

  it('does not start a search that runs already', async () => {
    const page = await open()
    findRaces(page.app)
    findRaces(page.app)
    expect(page.search.asked).toHaveLength(1)
  })

  it('keeps what was found for each variant apart', async () => {
    const page = await open()
    findRaces(page.app)
    await end(page)
    setFixes(page.app, ['shorter'])
    await page.client.settle()
    expect(phase(page)).toBe('idle')
    setFixes(page.app, [])
    await page.client.settle()
    expect(phase(page)).toBe('done')
  })

  it('goes on when another variant is looked at, and gives way to a search of that one', async () => {
    const page = await open()
    findRaces(page.app)
    setFixes(page.app, ['shorter'])
    await page.client.settle()
    expect(phase(page)).toBe('idle')
    expect(cancelSearch(page.app)).toBe(false)
    findRaces(page.app)
    await page.client.settle()
    expect(phase(page)).toBe('running')
    setFixes(page.app, [])
    await page.client.settle()
    expect(phase(page)).toBe('idle')
  })

  it('says why a search failed, and can search again', async () => {
    const page = await open()
    findRaces(page.app)
    const error = { code: 'internal', part: 'toy', message: 'The search worker stopped.' } as const
    page.search.last?.end({ kind: 'failed', error })
    await page.client.settle()
    expect(phaseOf(page.app.store.getState())).toEqual({ kind: 'failed', error })
    findRaces(page.app)
    await end(page)
    expect(phase(page)).toBe('done')
  })

  it('is cancelled only while it runs', async () => {
    const page = await open()
    expect(cancelSearch(page.app)).toBe(false)
    findRaces(page.app)
    expect(cancelSearch(page.app)).toBe(true)
    await end(page)
    expect(cancelSearch(page.app)).toBe(false)
    expect(page.search.cancelled).toBe(1)
  })
})

describe('what is minimised', () => {
  it('is only a choice before the first search, and searches again after it', async () => {
    const page = await open()
    setMinimised(page.app, 'switches')
    expect(page.search.asked).toHaveLength(0)
    findRaces(page.app)
    await end(page)
    setMinimised(page.app, 'preemptions')
    expect(page.search.asked.map(({ request }) => request.minimised)).toEqual([
      'switches',
      'preemptions',
    ])
  })

  it('shows at once what was found before', async () => {
    const page = await open()
    findRaces(page.app)
    await end(page)
    setMinimised(page.app, 'switches')
    await end(page)
    setMinimised(page.app, 'steps')
    expect(phase(page)).toBe('done')
    expect(page.search.asked).toHaveLength(2)
  })
})

describe('opening a finding', () => {
  const shown = ({ app }: Page): string => {
    const { run, cursor } = app.store.getState()
    return `${openedOf(run)?.run.schedule ?? run.kind} @${cursor}`
  }

  it('shows its run at the end; undo leads back', async () => {
    const page = await open()
    openFinding(page.app, finding)
    await page.client.settle()
    expect(shown(page)).toBe('a2 @2')
    undo(page.app)
    expect(shown(page)).toBe('a4b4 @0')
  })

  it('of the run on the page goes to its end', async () => {
    const page = await open()
    openFinding(page.app, { ...finding, schedule: 'a4b4' })
    expect(shown(page)).toBe('a4b4 @8')
    expect(page.client.requests).toHaveLength(1)
  })

  it('keeps the variant', async () => {
    const page = await open()
    openScenario(page.app, 'bug')
    await page.client.settle()
    setFixes(page.app, ['shorter'])
    await page.client.settle()
    openFinding(page.app, { ...finding, schedule: 'ab' })
    await page.client.settle()
    expect(shown(page)).toBe('ab @2')
    expect(openedOf(page.app.store.getState().run)?.run.fixes).toEqual(['shorter'])
  })
})
