import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Answer, RequestBody, ScenarioMeta } from '../worker/protocol.ts'
import { exampleRun } from '../share/json/example.ts'
import { main } from './program.ts'

const unload: ScenarioMeta = {
  id: 'example/unload',
  version: 1,
  title: 'Driver unload against process exit',
  summary: 'The device is freed while another thread is still inside mutex_unlock().',
  fixes: [{ id: 'device-kref', title: 'a reference count on the device' }],
  runs: [
    { id: 'mail', title: 'The sequence of the mail', schedule: 'b3ab', fixes: [], mutex: 'count' },
  ],
}

const clean = { ...exampleRun, violations: [] }
const listing = { lines: [] }

/** Knows one scenario, whose run is clean with the fix, and stops when A is to run first. */
function answer(request: RequestBody): Answer {
  if (request.kind === 'catalogue') return { kind: 'catalogue', scenarios: [unload] }
  if (request.kind !== 'run') throw new Error('not asked for by this program')
  const { scenario, variant, schedule } = request
  const failed = (
    code: 'unknown-scenario' | 'unknown-fix' | 'bad-schedule',
    part: string,
  ): Answer => ({
    kind: 'failed',
    error: { code, part, message: `There is no such thing: "${part}".` },
  })
  if (scenario === 'example/broken') throw new Error('out of cheese')
  if (scenario !== unload.id) return failed('unknown-scenario', scenario)
  const fix = variant.fixes.find((id) => id !== 'device-kref')
  if (fix !== undefined) return failed('unknown-fix', fix)
  if (schedule === 'x!') return failed('bad-schedule', '!')
  const reason = 'A cannot run: device->mutex is held by B.'
  const run = variant.fixes.length === 0 ? exampleRun : clean
  const stops = schedule === 'b2a3' || variant.mutex === 'ideal'
  const report = stops
    ? ({ kind: 'stopped', at: 2, dropped: 3, reason } as const)
    : ({ kind: 'whole' } as const)
  if (schedule === 'b2') return { kind: 'opened', opened: { run: shortened, listing, report } }
  return { kind: 'opened', opened: { run, listing, report } }
}

const shortened = { ...clean, steps: clean.steps.slice(0, 2), schedule: 'b2' }

function heddle(line: string) {
  let out = ''
  let err = ''
  const status = main(line === '' ? [] : line.split(' '), {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    ask: answer,
  })
  return { status, out, err }
}

describe('heddle run', () => {
  it('prints the run as text and exits with 1 for a violation', () => {
    const { status, out, err } = heddle('run example/unload')
    expect({ status, err }).toEqual({ status: 1, err: '' })
    expect(out).toMatchInlineSnapshot(`
      "Driver unload against process exit
      example/unload (version 1), no fixes, mutex model count
      schedule: b3ab

      step  Thread A (unload)                    Thread B (exit)
            -----------------                    ---------------
                                                 release(mirror)
         1                                         mutex_lock(&device->mutex)
         2                                         kref_put(&mirror->kref)  // 1 -> 0
            // blocked: device->mutex held by B
                                                   mutex_unlock(&device->mutex)
         3                                           atomic_inc_return(&lock->count)
                                                         // releases device->mutex
            unload(device)
         4    kfree(device)  // frees device
         5                                           spin_lock(&lock->wait_lock)
                                                     ^^^^ use after free

      VIOLATION at step 5: use after free
        B runs spin_lock(&lock->wait_lock); device was freed by A at step 4.

      Thread A (unload) can go on.
      Thread B (exit) can go on.
      End: The run ends here.
      checksum: k3f9ab
      link: #/example/unload?v=1&model=1&at=5&sum=k3f9ab&run=b3ab
      "
    `)
  })

  it('exits with 0 for a clean run', () => {
    const { status, out } = heddle('run example/unload --fix device-kref')
    expect(status).toBe(0)
    expect(out).toContain('No violation.')
  })

  it('says where the default run stops under another variant', () => {
    expect(heddle('run example/unload --mutex ideal').out).toContain(
      'STOPPED after step 2: A cannot run: device->mutex is held by B. 3 steps of the schedule are left\n  out.',
    )
  })

  it('plays only the first steps with --at', () => {
    const { status, out } = heddle('run example/unload --at 2')
    expect(status).toBe(0)
    expect(out).toContain('schedule: b2\n')
  })

  it('prints JSON, and nothing else, with --json', () => {
    const { status, out, err } = heddle('run example/unload --json')
    expect({ status, err }).toEqual({ status: 1, err: '' })
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      scenario: 'example/unload',
      checksum: 'k3f9ab',
    })
  })

  it('has a link that opens the page at the end of the run', () => {
    expect(heddle('run example/unload').out).toContain(
      'link: #/example/unload?v=1&model=1&at=5&sum=k3f9ab&run=b3ab\n',
    )
  })
})

describe('heddle list', () => {
  it('prints ids, fixes and runs', () => {
    const { status, out } = heddle('list')
    expect(status).toBe(0)
    expect(out).toMatchInlineSnapshot(`
      "example/unload
        Driver unload against process exit
        The device is freed while another thread is still inside mutex_unlock().
        --fix device-kref: a reference count on the device
        run "The sequence of the mail": --schedule b3ab
      "
    `)
  })

  it('prints what docs/json.md shows with --json', () => {
    const text = readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8')
    const [, example = ''] = /```json list\n(.*?)```/s.exec(text) ?? []
    expect(JSON.parse(heddle('list --json').out)).toEqual(JSON.parse(example))
  })
})

describe('help', () => {
  it.each(['--help', '-h', 'help'])('of the program: %s', (line) => {
    const { status, out } = heddle(line)
    expect(status).toBe(0)
    expect(out).toMatch(/^Usage: heddle <command>/)
    expect(out).toMatch(/^ {2}list +List the scenarios/m)
  })

  it('of a command, with all of its options', () => {
    expect(heddle('run --help').out).toMatchInlineSnapshot(`
      "Usage: heddle run <scenario> [options]

      Play a run of a scenario and print it.

      Arguments:
        <scenario>  id of a scenario, as "heddle list" names it

      Options:
        --fix <a,b>        fixes to apply, separated by commas
        --mutex <model>    mutex model: count, owner, debug, ideal (default count)
        --ask <a,b>        questions to ask, separated by commas: properties to watch
                           for, liberties that a caller takes
        --size <name=n>    how many there are of something, as in devices=2,
                           processes=2 (default 1 each)
        --schedule <b3a2>  who runs when; without it the scenario's default run is
                           played as far as it can run
        --at <n>           play only the first n steps
        --tidy             print the equivalent run with the fewest switches, and why
                           each is needed
        --json             print JSON as described in docs/json.md
        --width <n>        columns of the text, 40 to 1000 (default 100)
        --unfold           show every step inside kernel library calls
        --help             print this

      A schedule is a list of thread letters with counts: b3a2 is three steps of
      thread B, then two of A. a.1 is a step of A that takes alternative 1 of a choice
      (0 is the default). A given schedule must be able to run to its end.

      Exit status: 0 the run is clean or the search proved that all are, 1 a
      violation, 2 bad usage (the reason is on stderr), 3 the search stopped early and
      found nothing wrong, 4 a fault of this program.
      "
    `)
  })

  it('wins over the other arguments', () => {
    expect(heddle('run nonsense --fox --help').status).toBe(0)
  })

  it('of the version', () => {
    expect(heddle('--version').out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('bad usage exits with 2, names the part on stderr and prints nothing', () => {
  it.each([
    ['', 'A command is missing'],
    ['rnu', 'There is no command "rnu". Did you mean "run"?'],
    ['--json', 'There is no option "--json"'],
    ['run', '<scenario> is missing'],
    ['run example/unload extra', '"extra" is one argument too many'],
    ['list example/unload', '"example/unload" is one argument too many'],
    ['run example/unlaod', '"example/unlaod". Did you mean "example/unload"?'],
    ['run example/unload --fix device-krfe', '"device-krfe". Did you mean "device-kref"?'],
    [
      'run example/unload --mutex onwer',
      'no mutex model "onwer"; known are count, owner, debug, ideal. Did you mean "owner"?',
    ],
    ['run example/unload --mutex', '--mutex needs a value: --mutex <model>'],
    ['run example/unload --mutex= ', 'no mutex model ""'],
    ['run example/unload --schedule --json', '--schedule needs a value, but "--json" follows'],
    ['run example/unload --schedule x!', '"!"'],
    [
      'run example/unload --schedule b2a3',
      'after "b2", step 3 ("a") is not possible. A cannot run: device->mutex is held by B.',
    ],
    ['run example/unload --schedule b --schedule a', '--schedule is given more than once'],
    ['run example/unload --at x', '--at is "x"; a whole number from 0'],
    ['run example/unload --at -1', '--at'],
    ['run example/unload --at 6', '--at is 6, but the run has only 5 steps'],
    ['run example/unload --width 12', '--width is "12"; a whole number from 40'],
    ['run example/unload --jsn', 'no option --jsn. Did you mean "--json"?'],
    ['run example/unload -x', 'no option -x'],
    ['run example/unload --json=yes', '--json takes no value, but "yes" is given'],
    ['run example/unload --__proto__ x', 'no option --__proto__'],
  ])('heddle %s', (line, reason) => {
    const { status, out, err } = heddle(line.trim())
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain(reason)
    expect(err).toMatch(/^heddle.*\nTry "heddle.* --help"\.\n$/s)
  })
})

it('a fault of the program has a status of its own', () => {
  const { status, out, err } = heddle('run example/broken')
  expect({ status, out }).toEqual({ status: 4, out: '' })
  expect(err).toBe('heddle run: internal error: out of cheese\n')
})
