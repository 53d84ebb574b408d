import { afterEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { DecidedClaim, Shown } from '../../../src/worker/claims.ts'
import type { ClaimsView } from '../../../src/worker/search-protocol.ts'
import { openedOf } from '../../store/run.ts'
import { openPage } from '../testing.tsx'

const run: Shown = { kind: 'run', schedule: 'a4b', steps: 5 }
const exhausted: Shown = { kind: 'exhausted', states: 3_757 }

function claim(id: string, author: boolean | undefined, shown: readonly Shown[]): DecidedClaim {
  const check = {
    id: 'only',
    by: 'author' as const,
    says: `${id} happens no more`,
    scenario: 'toy',
    variant: { fixes: [], mutex: 'ideal' as const },
    property: { kind: 'never' as const, failures: [] },
  }
  return {
    claim: {
      id,
      title: `Claim ${id}`,
      by: 'author',
      sides: {
        author: { date: '2015-06-11', text: 'The window is small.' },
        reviewer: { date: '2015-06-12', text: 'It is still there.' },
      },
      checks: [check],
    },
    decisions: [{ check, holds: author, shown }],
  }
}

function viewOf(...claims: readonly DecidedClaim[]): ClaimsView {
  return { done: 1, of: 3, states: 1_234, seconds: 0.4, claims }
}

const stops: (() => void)[] = []

async function open() {
  const page = await openPage('#/toy?v=1&view=claims&run=a4b4')
  stops.push(page.stop)
  const card = (name: string) => page.screen.getByRole('article', { name })
  return { ...page, job: page.jobs.claims, card }
}

describe('the claims', () => {
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
  })

  it('are searched when the view is first opened, and shown as they are decided', async () => {
    const { screen, job, card } = await open()
    await expect.element(screen.getByRole('button', { name: 'Cancel' })).toBeVisible()
    expect(job.started).toEqual([{ kind: 'claims' }])
    job.reports({
      kind: 'claims',
      view: viewOf(claim('F1', false, [run]), claim('F2', undefined, [])),
    })
    await expect.element(screen.getByText('1 of 3 searches · 1,234 states')).toBeVisible()
    await expect.element(card('Claim F1')).toHaveTextContent('✗ author wrong')
    await expect.element(card('Claim F2')).toHaveTextContent('… open')
    await expect.element(card('Claim F2').getByText('searching …')).toBeVisible()
    const view = viewOf(claim('F1', false, [run]), claim('F2', true, [exhausted]))
    job.ends({ kind: 'claims', view, wasStopped: false })
    await expect.element(card('Claim F2')).toHaveTextContent('✓ author right')
    await expect
      .element(screen.getByText('author borne out in 1, contradicted in 1; none is open.'))
      .toBeVisible()
  })

  it('have both sides next to each other, with dates and verdicts in words', async () => {
    const { job, card } = await open()
    job.ends({ kind: 'claims', view: viewOf(claim('F1', false, [run])), wasStopped: false })
    const author = card('Claim F1').getByRole('region', { name: 'Author' })
    const reviewer = card('Claim F1').getByRole('region', { name: 'Reviewer' })
    await expect.element(author).toHaveTextContent(/Author11 Jun 2015✗ wrong/)
    await expect.element(author).toHaveTextContent('Does not hold:')
    await expect.element(reviewer).toHaveTextContent(/Reviewer12 Jun 2015It is still there\.$/)
    const [left, right] = [reviewer.element(), author.element()].map((element) =>
      element.getBoundingClientRect(),
    )
    expect(left?.top).toBe(right?.top)
    expect(left?.right).toBeLessThanOrEqual(right?.left ?? 0)
  })

  it('open the run that shows it at its end, and undo leads back', async () => {
    const { app, screen, job, card, settle } = await open()
    job.ends({ kind: 'claims', view: viewOf(claim('F1', false, [run])), wasStopped: false })
    await card('Claim F1').getByRole('button', { name: 'Open the run (5 steps)' }).click()
    await settle()
    await expect.element(screen.getByText('step 5 / 5', { exact: true })).toBeVisible()
    expect(openedOf(app.store.getState().run)?.run).toMatchObject({
      scenario: 'toy',
      mutex: 'ideal',
      schedule: 'a4b',
    })
    await userEvent.keyboard('{Control>}z{/Control}')
    await expect.element(card('Claim F1')).toBeVisible()
    expect(openedOf(app.store.getState().run)?.run.schedule).toBe('a4b4')
  })

  it('open an exhausted search as such', async () => {
    const { app, job, card, settle } = await open()
    job.ends({ kind: 'claims', view: viewOf(claim('F1', true, [exhausted])), wasStopped: false })
    await card('Claim F1').getByRole('button', { name: 'Exhausted: all 3,757 states' }).click()
    await settle()
    const { view, run: phase, findingsOpen } = app.store.getState()
    expect({ view, findingsOpen }).toEqual({ view: 'run', findingsOpen: true })
    expect(openedOf(phase)?.run.mutex).toBe('ideal')
  })

  it('are filtered by verdict and by words', async () => {
    const { screen, job, card } = await open()
    const view = viewOf(claim('F1', false, [run]), claim('F2', true, [exhausted]))
    job.ends({ kind: 'claims', view, wasStopped: false })
    await screen.getByRole('radio', { name: 'Author contradicted 1' }).click({ force: true })
    await expect.element(card('Claim F2')).not.toBeInTheDocument()
    await screen.getByRole('searchbox').fill('f2')
    await expect.element(screen.getByText('No claim like this.')).toBeVisible()
    await screen.getByRole('button', { name: 'Show all 2' }).click()
    await expect.element(card('Claim F1')).toBeVisible()
    await expect.element(card('Claim F2')).toBeVisible()
  })

  it('are stopped by Escape, say so, and are searched again on demand', async () => {
    const { screen, job, card } = await open()
    await expect.element(screen.getByRole('button', { name: 'Cancel' })).toBeVisible()
    await userEvent.keyboard('{Escape}')
    expect(job.cancels()).toBe(1)
    job.ends({ kind: 'claims', view: viewOf(claim('F1', undefined, [])), wasStopped: true })
    await expect.element(card('Claim F1').getByText('not searched')).toBeVisible()
    await expect.element(screen.getByText(/^stopped after 1 of 3 searches/)).toBeVisible()
    await screen.getByRole('button', { name: 'Search again' }).click()
    expect(job.started).toHaveLength(2)
    job.fails('The search worker stopped.')
    await expect.element(screen.getByRole('alert')).toHaveTextContent('The search worker stopped.')
  })

  it('keep filter and place while another view is shown', async () => {
    const { screen, job } = await open()
    const many = Array.from({ length: 30 }, (_, index) => claim(`F${index}`, true, [exhausted]))
    job.ends({ kind: 'claims', view: viewOf(...many), wasStopped: false })
    await screen.getByRole('searchbox').fill('claim')
    const panel = screen.getByRole('tabpanel', { name: 'Claims' })
    panel.element().scrollTop = 900
    await screen.getByRole('tab', { name: 'Run' }).click()
    await expect.element(panel).not.toBeInTheDocument()
    await screen.getByRole('tab', { name: 'Claims' }).click()
    await expect.element(screen.getByRole('searchbox')).toHaveValue('claim')
    expect(panel.element().scrollTop).toBe(900)
    expect(job.started).toHaveLength(1)
  })
})
