/** The whole way: what the exporter writes is read back to the same rows, and is safe where it goes. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scenarios } from '../../../models/catalogue.ts'
import { machineFrom, recipes } from '../../../testing/generate.ts'
import { viewOf } from '../../../testing/view.ts'
import type { RunView } from '../../../trace/view.ts'
import { isUnsafe, textVariants } from './carrier.ts'
import { exportText, textDefaults, widthOf } from './export.ts'
import { tableOf } from './from-run.ts'
import { parseTable } from './parse.ts'
import { pageWidth } from './layout.ts'
import { byTurns, runsOf } from './testing.ts'

const everyRun = scenarios.flatMap((def) => runsOf(def).map((run) => [run.name, run.view] as const))

describe.each(everyRun)('%s', (_, run) => {
  const options = { ...textDefaults, link: undefined }

  it.each(textVariants)('comes back from a %s as the same rows', (variant) => {
    const unfolded = variant === 'commit'
    const table = tableOf(run, { ...options, unfolded })
    const text = exportText(run, { ...options, variant, unfolded })
    expect(parseTable(text)).toEqual({ ok: true, value: table })
  })

  it('is safe in a commit message, and as wide as allowed', () => {
    const text = exportText(run, { ...options, variant: 'commit' })
    for (const line of text.split('\n')) {
      expect(isUnsafe(line), line).toBe(false)
      expect(line).toBe(line.trimEnd())
      expect(line).not.toMatch(/[^ -~]/)
    }
    if (tableOf(run, options).labels.length <= 3) {
      expect(widthOf(text)).toBeLessThanOrEqual(pageWidth.hard)
    }
  })

  it('survives being quoted in a mail', () => {
    const text = exportText(run, { ...options, variant: 'mail' })
    for (const mark of ['> ', '>> ', '> > ']) {
      const quoted = text.split('\n').map((line) => mark + line)
      expect(parseTable(quoted.join('\n'))).toEqual({ ok: true, value: tableOf(run, options) })
    }
  })
})

describe('generated runs', () => {
  const orders = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 24 })
  const someRun = fc.tuple(recipes, orders).map(([recipe, order]): RunView => {
    const machine = machineFrom(recipe)
    return viewOf(machine, byTurns(machine, order))
  })

  it('come back as the same rows', () => {
    fc.assert(
      fc.property(
        someRun,
        fc.constantFrom(...textVariants),
        fc.boolean(),
        fc.boolean(),
        (run, variant, tabs, cpus) => {
          const options = {
            ...textDefaults,
            variant,
            tabs,
            link: undefined,
            labels: cpus ? 'cpus' : 'threads',
          } as const
          expect(parseTable(exportText(run, options))).toEqual({
            ok: true,
            value: tableOf(run, options),
          })
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('reading', () => {
  it('says where and why when there is no table', () => {
    expect(parseTable('just prose\nand more')).toMatchObject({ ok: false, error: { line: 1 } })
    expect(parseTable('    A (x)     B (y)\n    -----     -----\n  f();')).toMatchObject({
      ok: false,
      error: { line: 3, message: 'Line 3 begins left of the first column.' },
    })
  })

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 400 }),
        fc.string({
          unit: fc.constantFrom('-', ' ', '\n', 'f', '(', ')', '/', '^', '\t', '*', '>'),
          maxLength: 300,
        }),
        (a, b) => {
          for (const text of [a, b, `A     B\n----  ----\n${b}`])
            expect(typeof parseTable(text).ok).toBe('boolean')
        },
      ),
    )
  })
})
