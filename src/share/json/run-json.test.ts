import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { exampleRun } from './example.ts'
import { runJson } from './run-json.ts'

const link = '#/example/unload?v=1&model=1&at=5&sum=k3f9ab&run=b3ab'
const whole = { kind: 'whole' } as const
const json = runJson(exampleRun, whole, link)

describe('a run as JSON', () => {
  it('names threads by letter and counts steps from 1', () => {
    expect(json.steps.map(({ step, thread, function: fn }) => `${step} ${thread} ${fn}`)).toEqual([
      '1 B mutex_lock',
      '2 B release',
      '3 B mutex_unlock',
      '4 A unload',
      '5 B mutex_unlock',
    ])
  })

  it('gives locks, refcounts and lifetimes as changes at steps', () => {
    expect(json.locks).toEqual([
      {
        lock: 'device->mutex',
        changes: [
          { step: 1, thread: 'B', change: 'acquire', mode: 'write' },
          { step: 3, thread: 'A', change: 'wait', until: 3 },
          { step: 3, thread: 'B', change: 'release', mode: 'write' },
        ],
      },
    ])
    expect(json.refcounts).toEqual([
      { refcount: 'mirror kref', initial: 1, changes: [{ step: 2, thread: 'B', from: 1, to: 0 }] },
    ])
    expect(json.lifetimes).toEqual([
      {
        object: 'device',
        initial: 'live',
        changes: [
          { step: 4, thread: 'A', change: 'free' },
          { step: 5, thread: 'B', change: 'touch-after-free' },
        ],
      },
    ])
  })

  it('tells the end of every thread, with the reason unless it is done', () => {
    expect(json.threads).toEqual([
      { letter: 'A', title: 'unload', state: 'ready', reason: 'can go on' },
      { letter: 'B', title: 'exit', state: 'ready', reason: 'can go on' },
    ])
  })

  it('has a verdict and the violations behind it', () => {
    expect(json.verdict).toBe('violated')
    expect(json.violations).toMatchObject([
      { kind: 'use-after-free', step: 5, thread: 'B', object: 'device', relatedStep: 4 },
    ])
    expect(runJson({ ...exampleRun, violations: [] }, whole, link).verdict).toBe('clean')
  })

  it('says how far a schedule could be replayed', () => {
    const stopped = { kind: 'stopped', at: 3, dropped: 2, reason: 'A cannot run' } as const
    expect(runJson(exampleRun, stopped, link).replay).toEqual({
      kind: 'stopped',
      steps: 3,
      dropped: 2,
      reason: 'A cannot run',
    })
  })

  it('tells an object that the first step allocates from one that was there before', () => {
    const effects = [{ kind: 'alloc', text: 'allocates device' }] as const
    const steps = exampleRun.steps.map((step, index) => (index === 0 ? { ...step, effects } : step))
    expect(runJson({ ...exampleRun, steps }, whole, link).lifetimes).toMatchObject([
      { initial: 'unallocated', changes: [{ step: 1, thread: 'B', change: 'allocate' }, {}, {}] },
    ])
  })

  it('survives being written: no field is undefined', () => {
    expect(JSON.parse(JSON.stringify(json))).toStrictEqual(json)
  })
})

describe('docs/json.md', () => {
  const text = readFileSync(new URL('../../../docs/json.md', import.meta.url), 'utf8')

  it('shows this run', () => {
    const [, example = ''] = /```json run\n(.*?)```/s.exec(text) ?? []
    expect(JSON.parse(example)).toEqual(json)
  })

  it('explains every field', () => {
    for (const key of keysOf(json)) expect(text).toContain(`\`${key}\``)
  })
})

function keysOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
}
