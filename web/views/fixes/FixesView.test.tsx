import { afterEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { FixReplay } from '../../../src/worker/protocol.ts'
import type { FixSet } from '../../../src/worker/fix-sets.ts'
import type { FixesView } from '../../../src/worker/search-protocol.ts'
import { openedOf } from '../../store/run.ts'
import { openPage } from '../testing.tsx'

const shorter = { id: 'shorter', title: 'A returns early' }
const other = { id: 'other', title: 'Something else' }

function set(fixes: readonly string[], failures: readonly string[]): FixSet {
  const cell = {
    scenario: 'toy',
    failures: failures.map((name) => ({ name, schedule: 'a4b' })),
    limit: undefined,
    states: 1_864,
  }
  return { fixes, cells: [cell], repairs: failures.length === 0 }
}

function viewOf(sets: readonly FixSet[], minimal: FixesView['minimal']): FixesView {
  const tally = { done: sets.length, of: 4, states: 5_000, seconds: 0.3 }
  return { ...tally, fixes: [shorter, other], sets, minimal, possible: 4 }
}

const none = set([], ['deadlock', 'leak of hmm'])
const repaired = set(['shorter'], [])
const found = viewOf([none, repaired, set(['other'], ['leak of hmm'])], [['shorter']])

const stops: (() => void)[] = []

async function open(replays: readonly FixReplay[] = []) {
  const page = await openPage('#/toy?v=1&view=fixes&run=a4b4', replays)
  stops.push(page.stop)
  const { screen } = page
  await expect.element(screen.getByRole('button', { name: 'Try all sets' })).toBeVisible()
  return { ...page, job: page.jobs.fixes, row: (name: string) => screen.getByRole('row', { name }) }
}

describe('the fixes', () => {
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
  })

  it('are tried in the scenario of the run, or in those that are chosen', async () => {
    const { screen, job } = await open()
    const start = screen.getByRole('button', { name: 'Try all sets' })
    await expect.element(screen.getByRole('checkbox', { name: 'toy' })).toBeChecked()
    await screen.getByRole('checkbox', { name: 'toy' }).click()
    await expect.element(start).toBeDisabled()
    await screen.getByRole('button', { name: 'all', exact: true }).click()
    await screen.getByRole('combobox', { name: 'Most fixes at once' }).selectOptions('1')
    const [, mutex] = screen.getByRole('combobox', { name: 'Mutex model' }).elements()
    if (mutex === undefined) throw new Error('no second mutex picker')
    await userEvent.selectOptions(mutex, 'debug')
    await start.click()
    expect(job.started).toEqual([
      { kind: 'fixes', request: { scenarios: ['toy', 'bug'], mutex: 'debug', mostFixes: 1 } },
    ])
    await screen.getByRole('button', { name: 'Cancel' }).click()
    expect(job.cancels()).toBe(1)
  })

  it('come to the smallest sets, with what was not searched', async () => {
    const { screen, job } = await open()
    await screen.getByRole('combobox', { name: 'Most fixes at once' }).selectOptions('1')
    await screen.getByRole('button', { name: 'Try all sets' }).click()
    job.reports({ kind: 'fixes', view: viewOf([none], []) })
    const result = screen.getByRole('region', { name: 'What repairs everything' })
    await expect.element(result).toHaveTextContent('No set repairs everything in 1 scenario so far')
    job.ends({ kind: 'fixes', view: found, wasStopped: true })
    await expect
      .element(result.getByRole('heading'))
      .toHaveTextContent('Smallest sets that repair everything in 1 scenario')
    await expect.element(result.getByRole('listitem')).toHaveTextContent('shorter')
    await expect.element(result).toHaveTextContent('Only 3 of 4 sets were searched')
    await expect.element(result).toHaveTextContent('Sets of more than 1 fix were not tried.')
    await result.getByRole('button', { name: 'Exhausted: all 1,864 states' }).click()
  })

  it('stand against every failure, each with the run that shows it', async () => {
    const { app, screen, job, row, settle } = await open()
    await screen.getByRole('button', { name: 'Try all sets' }).click()
    job.ends({ kind: 'fixes', view: found, wasStopped: false })
    await expect.element(row('shorter')).toHaveTextContent('repairs, smallest')
    const never = 'deadlock in toy, shorter. Does not happen: all 1,864 states were visited.'
    await expect.element(screen.getByRole('button', { name: never })).toBeVisible()
    const happens = 'leak of hmm in toy, as posted. Happens: opens a run that shows it.'
    await screen.getByRole('button', { name: happens }).click()
    await settle()
    await expect.element(screen.getByText('step 5 / 5', { exact: true })).toBeVisible()
    expect(openedOf(app.store.getState().run)?.run.schedule).toBe('a4b')
  })

  it('are listed by size, fix and effect', async () => {
    const { screen, job, row } = await open()
    await screen.getByRole('button', { name: 'Try all sets' }).click()
    job.ends({ kind: 'fixes', view: found, wasStopped: false })
    await screen.getByRole('checkbox', { name: /^only sets that repair/ }).click()
    await expect.element(row('as posted')).not.toBeInTheDocument()
    await expect.element(screen.getByText('1 of 3 sets')).toBeVisible()
    await screen.getByRole('combobox', { name: 'With' }).selectOptions('other')
    await expect.element(screen.getByText('0 of 3 sets')).toBeVisible()
  })

  it('are drawn a part at a time when there are many', async () => {
    const { screen, job } = await open()
    await screen.getByRole('button', { name: 'Try all sets' }).click()
    const many = Array.from({ length: 450 }, (_, index) => set([`fix-${index}`], ['deadlock']))
    job.ends({ kind: 'fixes', view: viewOf(many, []), wasStopped: false })
    const rows = screen.getByRole('rowheader')
    await expect.poll(() => rows.elements()).toHaveLength(200)
    await screen.getByRole('button', { name: 'Show 200 more of 450' }).click()
    await screen.getByRole('button', { name: 'Show 50 more of 450' }).click()
    await expect.poll(() => rows.elements()).toHaveLength(450)
  })

  it('change the run on the page at a step, which opens there', async () => {
    const base = { fixes: ['shorter'], tried: 'shorter', schedule: 'a' }
    const { screen, row, app, settle } = await open([
      {
        ...base,
        violations: [],
        outcome: { kind: 'blocked', at: 1, reason: 'A cannot run: it has returned' },
      },
      {
        ...base,
        fixes: [],
        tried: undefined,
        violations: ['use after free: device'],
        outcome: { kind: 'same' },
      },
    ])
    await screen.getByText('This run under each fix').click()
    await expect.element(row('no fix, as posted')).toHaveTextContent('✗ use after free: device')
    const blocked = row('shorter')
    await expect.element(blocked).toHaveTextContent('blocked at step 2')
    await expect.element(blocked).toHaveTextContent('A cannot run: it has returned')
    await expect.element(blocked).toHaveTextContent('… nothing up to there')
    await blocked.getByRole('button').click()
    await settle()
    await expect.element(screen.getByText('step 1 / 1', { exact: true })).toBeVisible()
    expect(openedOf(app.store.getState().run)?.run.fixes).toEqual(['shorter'])
  })
})
