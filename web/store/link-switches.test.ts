import { describe, expect, it } from 'vitest'
import type { LinkState } from '../../src/share/link/schema.ts'
import type { ScenarioMeta } from '../../src/worker/protocol.ts'
import { checkSwitches } from './link-switches.ts'
import { variantOptions } from './variants.ts'

const meta: ScenarioMeta = {
  id: 'toy',
  version: 1,
  title: 'Toy',
  summary: '',
  fixes: [],
  questions: [{ id: 'once', title: 'only once' }],
  sizes: [{ id: 'devices', title: 'devices', most: 3 }],
  runs: [],
}
const state: LinkState = {
  scenario: 'toy',
  fixes: [],
  mutex: 'count',
  schedule: undefined,
  at: 0,
}

describe('questions and sizes of a link', () => {
  it('are used as they stand when the scenario has them', () => {
    const checked = checkSwitches({ ...state, questions: ['once'], sizes: { devices: 3 } }, meta)
    expect(checked).toEqual({
      usable: { questions: ['once'], sizes: { devices: 3 } },
      problems: [],
    })
  })

  it('are told and left out when it does not', () => {
    const link = { ...state, questions: ['twice'], sizes: { devices: 4, files: 2 } }
    const { usable, problems } = checkSwitches(link, meta)
    expect(usable).toEqual({ questions: undefined, sizes: undefined })
    expect(problems.map(({ part }) => part)).toEqual([
      'ask=twice',
      'size=devices:4',
      'size=files:2',
    ])
    expect(problems[1]?.text).toBe('The scenario toy has at most 3 devices.')
  })
})

describe('the variants on offer', () => {
  const fix = (id: string, more: object = {}) => ({ id, title: id, ...more })

  it('combine no fixes that exclude each other, and none without what it needs', () => {
    const fixes = [fix('a', { excludes: ['b'] }), fix('b'), fix('c', { needs: ['a'] })]
    expect(variantOptions(fixes, []).map(({ value }) => value)).toEqual(['', 'a', 'b', 'a,c'])
  })

  it('are single fixes with what they need, where there are many', () => {
    const fixes = [fix('a'), fix('b'), fix('c', { needs: ['a'] }), fix('d')]
    expect(variantOptions(fixes, []).map(({ value }) => value)).toEqual(['', 'a', 'b', 'a,c', 'd'])
  })
})
