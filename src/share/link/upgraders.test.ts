import { describe, expect, it } from 'vitest'
import type { LinkText } from './schema.ts'
import { chainOf, type Upgrader, upgradeLink } from './upgraders.ts'

const link = (fields: Readonly<Record<string, string>>): LinkText => ({
  scenario: 'hmm/leak',
  fields: new Map(Object.entries(fields)),
})

/** A past as it might have been: format 1 called the run `s`, format 2 had the scenario `old/leak`. */
const renameRun: Upgrader = {
  from: 1,
  upgrade: ({ scenario, fields }) => ({
    scenario,
    fields: new Map([...fields].map(([key, value]) => [key === 's' ? 'run' : key, value])),
  }),
}
const renameScenario: Upgrader = {
  from: 2,
  upgrade: ({ scenario, fields }) => ({ scenario: scenario.replace('old/', 'hmm/'), fields }),
}

describe('a chain of upgraders', () => {
  const upgrade = chainOf([renameRun, renameScenario], 3)

  it('takes the oldest link through every format', () => {
    const oldest = { ...link({ v: '1', s: 'a3' }), scenario: 'old/leak' }
    expect(upgrade(oldest, 1)).toEqual(link({ v: '1', run: 'a3' }))
  })

  it('enters at the format of the link', () => {
    const second = { ...link({ v: '2', s: 'a3' }), scenario: 'old/leak' }
    expect(upgrade(second, 2)).toEqual(link({ v: '2', s: 'a3' }))
  })

  it('leaves a link of the newest format alone', () => {
    expect(upgrade(link({ v: '3', s: 'a3' }), 3)).toEqual(link({ v: '3', s: 'a3' }))
  })

  it.each([
    ['one is missing at the end', [renameRun], 3],
    ['one is missing in between', [renameRun], 4],
    ['one is missing at the start', [renameScenario], 3],
    ['two have changed places', [renameScenario, renameRun], 3],
    ['there is one too many', [renameRun], 1],
    ['one is there twice', [renameRun, renameRun], 3],
  ])('does not load when %s', (_, chain, current) => {
    expect(() => chainOf(chain, current)).toThrow(`format ${current} needs`)
  })
})

it('today there is one format, which needs no upgrade', () => {
  expect(upgradeLink(link({ v: '1', run: 'a3' }), 1)).toEqual(link({ v: '1', run: 'a3' }))
})
