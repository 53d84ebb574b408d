import { describe, expect, it } from 'vitest'
import { parseSchedule } from '../../src/share/schedule.ts'
import type { RunView } from '../../src/trace/view.ts'
import { nextChoices } from './next-steps.ts'
import { announcement, placeText } from './sentences.ts'
import { nextTheme, type Theme, type ThemeChoice } from './theme.ts'
import { toyRun } from './toy-model.ts'
import { fixesOf, variantOptions, variantValue } from './variants.ts'
import { verdictOf } from './verdict.ts'

function run(scenario: string, schedule: string): RunView {
  const parsed = parseSchedule(schedule)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return toyRun(scenario, { fixes: [], mutex: 'count' }, parsed.value).run
}

const names = (view: RunView, cursor: number): readonly string[] =>
  nextChoices(view, cursor).map(({ name, recorded }) => `${name}${recorded ? ' [recorded]' : ''}`)

describe('the next steps', () => {
  it('are one per thread, with the recorded one marked', () => {
    expect(names(run('toy', 'a4'), 0)).toEqual(['Run A: lock [recorded]', 'Run B: lock'])
  })

  it('say why a thread cannot run', () => {
    const [, b] = nextChoices(run('toy', 'a4'), 1)
    expect(b).toMatchObject({
      name: 'B cannot run: waits for the lock, held by A',
      able: false,
      digit: 2,
    })
  })

  it('offer every alternative of a choice; the digit takes the recorded one', () => {
    const view = run('toy', 'b3b.1')
    expect(names(view, 3)).toEqual([
      'Run A: lock',
      'Run B: pick (spin)',
      'Run B: pick (sleep) [recorded]',
    ])
    expect(nextChoices(view, 3).map(({ digit }) => digit)).toEqual([1, undefined, 2])
  })
})

describe('the verdict', () => {
  it('names the violation and its step', () => {
    expect(verdictOf(run('bug', 'ba2'))).toMatchObject({
      tone: 'violated',
      text: 'BUG_ON · step 3',
      at: 2,
    })
  })

  it('of a complete run speaks of this run only', () => {
    expect(verdictOf(run('toy', 'a4b4'))).toMatchObject({
      tone: 'clean',
      text: 'no violation in this run',
    })
  })

  it('of an unfinished run is open', () => {
    expect(verdictOf(run('toy', 'a')).tone).toBe('open')
  })
})

describe('what is said about a step', () => {
  it('has number, thread and text', () => {
    expect(placeText(run('toy', 'a4'), 2)).toBe('step 2 of 4: A a1')
    expect(placeText(run('toy', 'a4'), 0)).toBe('step 0 of 4: nothing has run yet')
  })

  it('goes on with what happened and who holds what', () => {
    expect(announcement(run('toy', 'a4'), 1)).toBe(
      'Step 1 of 4: A lock. takes the lock. A holds the lock.',
    )
    expect(announcement(run('toy', 'a4'), 3)).toBe('Step 3 of 4: A unlock.')
  })

  it('tells violations', () => {
    expect(announcement(run('bug', 'a2'), 2)).toMatch('Violation: BUG_ON, A reached the bug')
  })
})

describe('variants', () => {
  const fixes = ['one', 'two', 'three', 'four'].map((id) => ({ id, title: `Fix ${id}` }))

  it('are all combinations while these are few', () => {
    expect(variantOptions(fixes.slice(0, 2), []).map(({ label }) => label)).toEqual([
      'as posted',
      'Fix one',
      'Fix two',
      'Fix one + Fix two',
    ])
  })

  it('are single fixes when there are many, and the current combination', () => {
    const values = variantOptions(fixes, ['two', 'one']).map(({ value }) => value)
    expect(values).toEqual(['', 'one', 'two', 'three', 'four', 'one,two'])
  })

  it('have one name whatever the order of their fixes', () => {
    expect(variantValue(fixes, ['two', 'one'])).toBe('one,two')
    expect(fixesOf('one,two')).toEqual(['one', 'two'])
    expect(fixesOf('')).toEqual([])
  })
})

describe('the theme', () => {
  it.each<[Theme, readonly ThemeChoice[]]>([
    ['light', ['dark', 'light', 'system']],
    ['dark', ['light', 'dark', 'system']],
  ])('on a %s system changes at the first click', (system, order) => {
    let choice: ThemeChoice = 'system'
    const seen = order.map(() => {
      choice = nextTheme(choice, system)
      return choice
    })
    expect(seen).toEqual(order)
  })
})
