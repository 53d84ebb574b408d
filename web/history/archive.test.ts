import { afterEach, describe, expect, it, vi } from 'vitest'
import { capacity, createArchive } from './archive.ts'
import { type Entry, isEntry } from './entry.ts'

const names: string[] = []

function fresh(): string {
  const name = `heddle-test-${Math.random()}`
  names.push(name)
  return name
}

function entry(key: string, when: number): Entry {
  const said = { title: 'Toy', variant: 'as posted', steps: 3, verdict: 'no violation so far' }
  return { key, link: `#/toy?run=${key}`, tone: 'open', when, ...said }
}

async function keys(name: string): Promise<readonly string[]> {
  const listed = await createArchive(name).list()
  return listed.ok ? listed.value.map(({ key }) => key) : [listed.error]
}

describe('the archive of runs', () => {
  afterEach(() => {
    for (const name of names.splice(0)) indexedDB.deleteDatabase(name)
  })

  it('lists the latest first, each once, also to a page that is opened later', async () => {
    const name = fresh()
    const archive = createArchive(name)
    await archive.put(entry('a', 1))
    await archive.put(entry('b', 2))
    await archive.put(entry('a', 3))
    expect(await keys(name)).toEqual(['a', 'b'])
  })

  it(`keeps ${capacity} and lets the oldest go`, async () => {
    const name = fresh()
    const archive = createArchive(name)
    for (let index = 0; index < capacity + 3; index += 1) {
      await archive.put(entry(`run ${index}`, 1000 - index))
    }
    const left = await keys(name)
    expect(left).toHaveLength(capacity)
    expect(left).not.toContain('run 52')
    expect(left[0]).toBe('run 0')
  })

  it('forgets one, and all', async () => {
    const name = fresh()
    const archive = createArchive(name)
    for (const key of ['a', 'b', 'c']) await archive.put(entry(key, key.charCodeAt(0)))
    await archive.remove('b')
    expect(await keys(name)).toEqual(['c', 'a'])
    await archive.clear()
    expect(await keys(name)).toEqual([])
  })

  it('says why where the browser keeps nothing, and tries again', async () => {
    const name = fresh()
    const archive = createArchive(name)
    const opening = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    const reason = 'there is no room left for this site'
    expect(await archive.put(entry('a', 1))).toEqual({ ok: false, error: reason })
    opening.mockRestore()
    expect(await archive.put(entry('a', 1))).toEqual({ ok: true, value: undefined })
  })
})

it('what is not an entry is told from one', () => {
  const good = entry('a', 1)
  expect(isEntry(good)).toBe(true)
  for (const bad of [
    undefined,
    null,
    'a',
    {},
    { ...good, when: 'now' },
    { ...good, tone: 'loud' },
  ]) {
    expect(isEntry(bad)).toBe(false)
  }
})
