import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mutexModels } from '../../ir/program.ts'
import { printSchedule } from '../schedule.ts'
import { parseLink, printLink } from './codec.ts'
import { fitPins } from './fit.ts'
import { isScenarioId, linkLimits, type LinkPin, type LinkState } from './schema.ts'

const start: LinkState = {
  scenario: 'hmm/device-unregister',
  fixes: [],
  mutex: 'count',
  schedule: undefined,
  at: 0,
}

const full: LinkState = {
  scenario: 'hmm/device-unregister',
  fixes: ['synchronize-srcu', 'device-kref'],
  mutex: 'owner',
  schedule: 'b3a2b4a9',
  at: 17,
  checksum: 'k3f9ab',
  model: 1,
}

const fullText =
  '#/hmm/device-unregister?v=1&fix=synchronize-srcu,device-kref&mutex=owner&model=1&at=17&sum=k3f9ab&run=b3a2b4a9'

/** The state and the parts complained about; fails when nothing could be read. */
function read(hash: string) {
  const link = parseLink(hash)
  if (link.kind !== 'link') throw new Error(`${hash}: ${JSON.stringify(link)}`)
  return {
    state: link.state,
    parts: link.problems.map(({ part }) => part),
    problems: link.problems,
  }
}

function refuse(hash: string) {
  const link = parseLink(hash)
  if (link.kind !== 'unreadable') throw new Error(`${hash}: ${JSON.stringify(link)}`)
  return { ...link, text: link.problems.map(({ text }) => text).join(' ') }
}

describe('a link', () => {
  it('leaves out what is the default', () => {
    expect(printLink(start)).toBe('#/hmm/device-unregister?v=1')
    expect(read('#/hmm/device-unregister?v=1')).toEqual({ state: start, parts: [], problems: [] })
  })

  it('is readable, with the version first and the long part last', () => {
    expect(printLink(full)).toBe(fullText)
    expect(read(fullText)).toMatchObject({ state: full, parts: [] })
  })

  it('tells the run without steps from the default run', () => {
    const empty = { ...start, schedule: '' }
    expect(printLink(empty)).toBe('#/hmm/device-unregister?v=1&run=0')
    expect(read(printLink(empty)).state).toEqual(empty)
  })

  it('holds 60 steps in at most 200 characters, even when the threads take turns', () => {
    const turns = { ...full, fixes: ['synchronize-srcu'], schedule: 'ab'.repeat(30), at: 60 }
    expect(printLink(turns).slice(1).length).toBeLessThanOrEqual(200)
  })

  it('may be written by hand: no version, any order, no `#`, schedule in any spelling', () => {
    expect(read('#/hmm/leak')).toMatchObject({ state: { scenario: 'hmm/leak' }, parts: [] })
    const byHand = '/hmm/leak?v=1&run=aab1&fix=b,a,b&mutex=debug&at=3'
    const expected = {
      scenario: 'hmm/leak',
      schedule: 'a2b',
      fixes: ['b', 'a'],
      mutex: 'debug',
      at: 3,
    }
    expect(read(byHand)).toMatchObject({ state: expected, parts: [] })
  })

  it.each(['', '#', '#/'])('%j is no link', (hash) => {
    expect(parseLink(hash)).toEqual({ kind: 'empty' })
  })
})

describe('what mail and chat programs do to links', () => {
  it.each([
    ['percent-encode commas', fullText.replaceAll(',', '%2C')],
    ['percent-encode slashes', `#/${fullText.slice(2).replaceAll('/', '%2f')}`],
    ['percent-encode everything', `#${encodeURIComponent(fullText.slice(1))}`],
    ['write & as HTML does', fullText.replaceAll('&', '&amp;')],
  ])('%s: nothing is lost', (_, hash) => {
    expect(read(hash)).toMatchObject({ state: full, parts: [] })
  })

  it.each(['.', ')', '>', ',', '%', ' ', '…'])('a trailing %j costs nothing but itself', (mark) => {
    const { state, problems } = read(fullText + mark)
    expect(state).toEqual(full)
    expect(problems).toMatchObject([{ part: `run=…${mark}`, kept: 'the first 18 steps, b3a2b4a9' }])
  })

  it('cut at any place: never silent about a shorter run, never an exception', () => {
    for (let length = 0; length < fullText.length; length += 1) {
      const link = parseLink(fullText.slice(0, length))
      // With the run cut between two steps, the checksum is what tells.
      const told =
        link.kind !== 'link' || link.problems.length > 0 || link.state.checksum === 'k3f9ab'
      const hasRun = link.kind === 'link' && link.state.schedule !== undefined
      expect(told || !hasRun).toBe(true)
    }
  })
})

describe('a damaged field costs only itself', () => {
  it.each([
    ['mutex=owned', { mutex: 'count' }, 'mutex=owned'],
    ['mutex=', { mutex: 'count' }, 'mutex='],
    ['fix=good,Bad,fine', { fixes: ['good', 'fine'] }, 'fix=Bad'],
    ['fix=', { fixes: [] }, 'fix='],
    [`fix=${'x'.repeat(61)}`, { fixes: [] }, `fix=${'x'.repeat(36)}…`],
    ['at=-1', { at: 0 }, 'at=-1'],
    ['at=007', { at: 0 }, 'at=007'],
    ['at=100001', { at: 0 }, 'at=100001'],
    ['at=18&run=b3a2', { at: 5, schedule: 'b3a2' }, 'at=18'],
    ['view=Claims', { view: undefined }, 'view=Claims'],
    ['view=', { view: undefined }, 'view='],
    ['sum=k3f', { checksum: undefined }, 'sum=k3f'],
    ['sum=K3F9AB', { checksum: undefined }, 'sum=K3F9AB'],
    ['ask=release-once,Bad,once', { questions: ['release-once', 'once'] }, 'ask=Bad'],
    ['ask=', { questions: undefined }, 'ask='],
    ['size=devices:2,x', { sizes: { devices: 2 } }, 'size=x'],
    ['size=devices:0', { sizes: undefined }, 'size=devices:0'],
    ['size=devices:100', { sizes: undefined }, 'size=devices:100'],
    ['size=devices:02', { sizes: undefined }, 'size=devices:02'],
    ['size=devices:2.5,files:2', { sizes: { files: 2 } }, 'size=devices:2.5'],
    ['size=:2', { sizes: undefined }, 'size=:2'],
    ['size=devices', { sizes: undefined }, 'size=devices'],
    ['size=devices:2,devices:3', { sizes: { devices: 2 } }, 'size=devices:3'],
    ['size=__proto__:2', { sizes: undefined }, 'size=__proto__:2'],
    ['model=0', { model: undefined }, 'model=0'],
    ['run=', { schedule: '' }, 'run='],
    ['run=b3a.', { schedule: 'b3' }, 'run=…a.'],
    ['run=b3%zz', { schedule: 'b3' }, 'run=…%'],
    ['mutex=%ff', { mutex: 'count' }, 'mutex=%ff'],
    ['color=red', {}, 'color'],
    ['__proto__=1', {}, '__proto__'],
    ['mut', {}, 'mut'],
    ['run=a&run=b', { schedule: 'a' }, 'run=b'],
    ['v=1', {}, 'v=1'],
  ])('%s', (field, kept, part) => {
    const { state, parts } = read(`#/hmm/leak?v=1&${field}`)
    expect(state).toMatchObject({ scenario: 'hmm/leak', ...kept })
    expect(parts).toEqual([part])
  })

  it.each(['v=', 'v=0', 'v=x', 'v=3D1', ''])(
    'a version "%s" is told, the rest is read',
    (version) => {
      const { state, parts } = read(`#/hmm/leak?${version}&run=a3`)
      expect(state.schedule).toBe('a3')
      expect(parts).toEqual([version === '' ? 'v' : version])
    },
  )

  it('every problem says in words what is wrong, what to do, and what was kept', () => {
    const { problems } = read('#/hmm/leak?mutex=owned&fix=A&at=x&sum=x&model=x&run=a!&b=1&c&at=1')
    expect(problems).toHaveLength(10)
    for (const { text, kept } of problems) {
      expect(text).toMatch(/^[A-Z"].{30,}\.$/)
      expect(kept).toMatch(/^[a-z].{5,}[^.]$/)
    }
  })

  it('garbage is told in a bounded number of bounded words', () => {
    const { problems } = read(`#/hmm/leak?v=1&${'x&'.repeat(20_000)}`)
    expect(problems).toHaveLength(linkLimits.problems + 1)
    expect(problems.at(-1)?.text).toContain('19988 more problems')
  })

  it('reads at most 32 fixes', () => {
    const ids = Array.from({ length: 40 }, (_, index) => `fix-${index}`)
    const { state, parts } = read(`#/hmm/leak?v=1&fix=${ids.join(',')}`)
    expect(state.fixes).toEqual(ids.slice(0, 32))
    expect(parts).toEqual(['fix'])
  })
})

it('a view stands right after the version, and is read back', () => {
  const hash = printLink({ ...start, view: 'fix-sets' })
  expect(hash).toBe('#/hmm/device-unregister?v=1&view=fix-sets')
  expect(read(hash)).toMatchObject({ state: { view: 'fix-sets' }, parts: [] })
})

describe('questions and sizes', () => {
  const asking: LinkState = {
    ...start,
    questions: ['release-once', 'caller-frees-mirror'],
    sizes: { processes: 2, devices: 3 },
  }
  const text =
    '#/hmm/device-unregister?v=1&ask=release-once,caller-frees-mirror&size=processes:2,devices:3'

  it('stand before the run, and are read back', () => {
    expect(printLink(asking)).toBe(text)
    expect(read(text)).toMatchObject({ state: asking, parts: [] })
    expect(read(text.replaceAll(',', '%2C').replaceAll(':', '%3A'))).toMatchObject({
      state: asking,
      parts: [],
    })
  })

  it('are left out where nothing is asked and there is one of everything', () => {
    expect(printLink({ ...start, questions: [], sizes: { devices: 1 } })).toBe(printLink(start))
    const { state } = read('#/hmm/leak?v=1&size=devices:1')
    expect(state.sizes).toBeUndefined()
  })

  it('are bounded in number', () => {
    const ids = Array.from({ length: 40 }, (_, index) => `id-${index}`)
    const { state, parts } = read(
      `#/hmm/leak?v=1&ask=${ids.join(',')}&size=${ids.map((id) => `${id}:2`).join(',')}`,
    )
    expect(state.questions).toEqual(ids.slice(0, linkLimits.questions))
    expect(Object.keys(state.sizes ?? {})).toEqual(ids.slice(0, linkLimits.sizes))
    expect(parts).toEqual(['ask', 'size'])
  })
})

describe('pinned runs', () => {
  const other: LinkPin = {
    scenario: 'hmm/leak',
    fixes: ['kill-drops-hmm'],
    mutex: 'owner',
    questions: ['once'],
    sizes: { devices: 2 },
    schedule: 'a3b2',
    checksum: 'k3f9ac',
    model: 2,
  }
  const same: LinkPin = { scenario: full.scenario, fixes: [], mutex: 'count', schedule: '' }
  const pinned: LinkState = { ...full, pins: { a: same, b: other } }
  const ofB =
    'b-of=hmm/leak&b-fix=kill-drops-hmm&b-mutex=owner&b-ask=once&b-size=devices:2&b-model=2&b-sum=k3f9ac&b-run=a3b2'
  const text = `${fullText.replace('&sum', '&pins=ab&sum')}&a-run=0&${ofB}`

  it('follow after the run, each with what differs from the default, and are read back', () => {
    expect(printLink(pinned)).toBe(text)
    expect(read(text)).toMatchObject({ state: pinned, parts: [] })
  })

  it('may be written by hand without being announced', () => {
    const { state, parts } = read('#/hmm/leak?v=1&b-run=aab1')
    expect(state.pins).toMatchObject({ b: { scenario: 'hmm/leak', schedule: 'a2b' } })
    expect(parts).toEqual([])
  })

  it('cut at any place: the run is whole, or it is told', () => {
    for (let length = fullText.length; length < text.length; length += 1) {
      const { state, parts } = read(text.slice(0, length))
      if (state.schedule !== full.schedule) continue
      expect(state).toMatchObject({ ...full, pins: state.pins })
      // With the schedule of B cut between two steps, its checksum is what tells.
      expect(parts.length > 0 || state.pins?.b?.checksum === 'k3f9ac').toBe(true)
    }
  })

  it.each([
    ['b-fix=good,Bad&b-run=a', { fixes: ['good'], schedule: 'a' }, 'b-fix=Bad'],
    ['b-mutex=owned&b-run=a', { mutex: 'count', schedule: 'a' }, 'b-mutex=owned'],
    ['b-ask=Once&b-run=a', { questions: undefined }, 'b-ask=Once'],
    ['b-size=__proto__:2&b-run=a', { sizes: undefined }, 'b-size=__proto__:2'],
    ['b-model=x&b-run=a', { model: undefined }, 'b-model=x'],
    ['b-sum=K&b-run=a', { checksum: undefined }, 'b-sum=K'],
    ['b-run=a3!', { schedule: 'a3' }, 'b-run=…!'],
    ['b-run=', { schedule: '' }, 'b-run='],
    ['b-run=a&b-run=b', { schedule: 'a' }, 'b-run=b'],
    ['b-of=HMM&b-run=a', undefined, 'b-of=HMM'],
    ['b-fix=good', undefined, 'b-run'],
    ['pins=b', undefined, 'pins'],
    ['pins=ba&b-run=a', { schedule: 'a' }, 'pins=ba'],
    ['pins=&b-run=a', { schedule: 'a' }, 'pins='],
    ['c-run=a', undefined, 'c-run'],
    ['b-at=3', undefined, 'b-at'],
    ['b-constructor=3', undefined, 'b-constructor'],
  ])('%s: what is damaged costs only itself', (field, kept, part) => {
    const { state, problems } = read(`#/hmm/leak?v=1&run=a4&${field}`)
    expect(state.schedule).toBe('a4')
    if (kept === undefined) expect(state.pins).toBeUndefined()
    else expect(state.pins).toMatchObject({ b: kept })
    expect(problems.map((problem) => problem.part)).toEqual([part])
    for (const { text: says, kept: rest } of problems) {
      expect(says).toMatch(/^[A-Z"].{30,}\.$/)
      expect(rest).toMatch(/^[a-z].{5,}[^.]$/)
    }
  })

  describe('for which there is no room', () => {
    const long = (letter: string): LinkPin => ({ ...same, schedule: `${letter}b`.repeat(500) })

    it('are left out, A last', () => {
      const { state, leftOut } = fitPins({ ...full, pins: { a: long('a'), b: long('c') } })
      expect(leftOut).toEqual(['b'])
      expect(state.pins).toEqual({ a: long('a') })
      expect(printLink(state).length).toBeLessThanOrEqual(linkLimits.withPins)
    })

    it('are left out one by one: a short one stays', () => {
      const huge = { ...same, schedule: 'ab'.repeat(1000) }
      const { state, leftOut } = fitPins({ ...full, pins: { a: huge, b: other } })
      expect(leftOut).toEqual(['a'])
      expect(state.pins).toEqual({ b: other })
    })

    it('never make the run shorter', () => {
      const run = { ...full, schedule: 'ab'.repeat(1000) }
      const { state, leftOut } = fitPins({ ...run, pins: { a: same } })
      expect(leftOut).toEqual(['a'])
      expect(printLink(state)).toBe(printLink(run))
    })
  })
})

describe('an unreadable link', () => {
  it.each(['#top', '#?v=1', '#hmm/leak', '#%00'])('%s does not begin like one', (hash) => {
    expect(refuse(hash).text).toContain('begins with "#/"')
  })

  it.each(['#/?v=1', '#/HMM/leak', '#/hmm//leak', '#/hmm/', '#/a b', `#/${'x'.repeat(81)}`])(
    '%s names no scenario',
    (hash) => {
      expect(refuse(hash).text).toContain('not the name of a scenario')
    },
  )

  it('of a newer format: asks to reload and keeps the name of the scenario', () => {
    const link = refuse('#/hmm/leak?v=2&run=something;new')
    expect(link.scenario).toBe('hmm/leak')
    expect(link.problems).toMatchObject([{ part: 'v=2' }])
    expect(link.text).toContain('Reload the page')
  })

  it('is not read beyond a bound', () => {
    expect(refuse(`#/hmm/leak?v=1&run=${'a'.repeat(linkLimits.hash)}`).text).toContain(
      'at most 50000',
    )
  })
})

describe('properties', () => {
  const word = fc.stringMatching(/^[a-z0-9]{1,12}(?:-[a-z0-9]{1,8}){0,2}$/)
  const step = fc.record({
    lane: fc.constantFrom('a', 'b', 'c'),
    choice: fc.constantFrom(0, 0, 0, 2),
  })
  const scenarios = fc.array(word, { minLength: 1, maxLength: 2 }).map((parts) => parts.join('/'))
  const run = {
    fixes: fc.uniqueArray(word, { maxLength: 5 }),
    mutex: fc.constantFrom(...mutexModels),
    questions: fc.option(fc.uniqueArray(word, { minLength: 1, maxLength: 5 }), {
      nil: undefined,
    }),
    sizes: fc.option(
      fc.dictionary(word, fc.integer({ min: 2, max: linkLimits.size }), {
        minKeys: 1,
        maxKeys: linkLimits.sizes,
        noNullPrototype: true,
      }),
      { nil: undefined },
    ),
    checksum: fc.option(fc.stringMatching(/^[0-9a-z]{6}$/), { nil: undefined }),
    model: fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }),
  }
  const schedules = fc.array(step, { maxLength: 60 })
  const pin: fc.Arbitrary<LinkPin> = fc.record({
    ...run,
    scenario: scenarios,
    schedule: schedules.map(printSchedule),
  })
  const states: fc.Arbitrary<LinkState> = fc
    .record({
      ...run,
      scenario: scenarios,
      steps: fc.option(schedules, { nil: undefined }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      pins: fc.option(
        fc.oneof(fc.record({ a: pin, b: pin }), fc.record({ a: pin }), fc.record({ b: pin })),
        { nil: undefined },
      ),
    })
    .map(({ steps, part, ...rest }) => ({
      ...rest,
      schedule: steps === undefined ? undefined : printSchedule(steps),
      at: Math.floor(part * (steps?.length ?? 100)),
    }))

  it('parse(print(s)) is s, without a complaint', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(parseLink(printLink(state))).toEqual({ kind: 'link', state, problems: [] })
      }),
    )
  })

  it('a printed link needs no encoding and does not end in punctuation', () => {
    fc.assert(
      fc.property(states, (state) => {
        const hash = printLink(state)
        expect(encodeURI(hash)).toBe(hash)
        expect(new URL(hash, 'https://example.org/heddle/').hash).toBe(hash)
        expect(hash).toMatch(/^#\/[a-z0-9/?&=,.:-]*[a-z0-9]$/)
      }),
    )
  })

  it('whatever is read prints and reads again as the same', () => {
    const edits = fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        drop: fc.nat({ max: 6 }),
        add: fc.oneof(
          fc.string({ maxLength: 4 }),
          fc.constantFrom('&', '=', '%', '?', '/', ',', '&v='),
        ),
      }),
      { minLength: 1, maxLength: 4 },
    )
    const mutated = fc.tuple(states, edits).map(([state, changes]) =>
      changes.reduce((hash, { at, drop, add }) => {
        const place = Math.floor(at * hash.length)
        return hash.slice(0, place) + add + hash.slice(place + drop)
      }, printLink(state)),
    )
    const garbage = fc.string({ unit: 'binary', maxLength: 60 })
    const hashes = fc.oneof(
      mutated,
      garbage,
      garbage.map((text) => `#/a?${text}`),
    )
    fc.assert(
      fc.property(hashes, (hash) => {
        const link = parseLink(hash)
        if (link.kind === 'unreadable') expect(link.problems.length).toBeGreaterThan(0)
        if (link.kind !== 'link') return
        expect(isScenarioId(link.state.scenario)).toBe(true)
        expect(read(printLink(link.state))).toMatchObject({ state: link.state, parts: [] })
      }),
      { numRuns: 2000 },
    )
  })
})
