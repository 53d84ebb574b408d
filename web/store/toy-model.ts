/**
 * A model small enough to see through, for the tests of the page: threads are lists of words, of which
 * `lock` and `unlock` mean the one lock there is, `bug` is a violation and `pick` is a choice.
 */

import { parseSchedule, printSchedule, type ScheduleStep } from '../../src/share/schedule.ts'
import type { LaneIndex, LockTrack, NextView, RunView, StepView } from '../../src/trace/view.ts'
import type { Client, OpenOutcome, OpenRequest } from '../../src/worker/client.ts'
import type { Opened, ReplayReport, ScenarioMeta } from '../../src/worker/protocol.ts'
import { loadReader } from './link-reader.ts'

// Links are read at once then, and tests need not wait for it.
await loadReader()

const scripts: Readonly<Record<string, readonly (readonly string[])[]>> = {
  toy: [
    ['lock', 'a1', 'unlock', 'a2'],
    ['lock', 'b1', 'unlock', 'pick'],
  ],
  bug: [['a1', 'bug'], ['b1']],
}

/** With it, thread A of every scenario takes no second step. */
const shorter = { id: 'shorter', title: 'A returns early' }

export const toyScenarios: readonly ScenarioMeta[] = [
  meta('toy', 'A toy with a lock', 'a4b4'),
  meta('bug', 'A toy with a bug', 'a2b'),
]

function meta(id: string, title: string, schedule: string): ScenarioMeta {
  const runs = [{ id: 'first', title: 'As recorded', schedule, fixes: [], mutex: 'count' as const }]
  return { id, version: 3, title, summary: title, fixes: [shorter], runs }
}

const options: readonly string[] = ['spin', 'sleep']

interface Sim {
  readonly scripts: readonly (readonly string[])[]
  readonly pcs: number[]
  owner: LaneIndex | undefined
}

const letters = ['A', 'B']

function nextOf(sim: Sim, lane: LaneIndex): NextView {
  const text = sim.scripts[lane]?.[sim.pcs[lane] ?? 0]
  if (text === undefined) return { kind: 'done', lane, reason: 'it has returned', line: undefined }
  if (text === 'lock' && sim.owner !== undefined) {
    const reason = `waits for the lock, held by ${letters[sim.owner] ?? '?'}`
    return { kind: 'blocked', lane, reason, line: 1 }
  }
  return { kind: 'can', lane, text, line: 1, options: text === 'pick' ? options : [] }
}

function take(sim: Sim, lane: LaneIndex): void {
  const text = sim.scripts[lane]?.[sim.pcs[lane] ?? 0]
  if (text === 'lock') sim.owner = lane
  if (text === 'unlock') sim.owner = undefined
  sim.pcs[lane] = (sim.pcs[lane] ?? 0) + 1
}

/** Replays as far as it goes. */
export function toyRun(
  scenario: string,
  variant: RunVariant,
  wanted: readonly ScheduleStep[],
): Opened {
  const full = scripts[scenario] ?? []
  const cut = variant.fixes.includes(shorter.id)
  const sim: Sim = {
    scripts: full.map((script, lane) => (cut && lane === 0 ? script.slice(0, 1) : script)),
    pcs: full.map(() => 0),
    owner: undefined,
  }
  const all = (): NextView[] => full.map((_, lane) => nextOf(sim, lane))
  const steps: StepView[] = []
  const done: ScheduleStep[] = []
  const next = [all()]
  const holds: { lane: LaneIndex; from: number; to: number | undefined }[] = []
  let report: ReplayReport = { kind: 'whole' }
  for (const step of wanted) {
    const lane = step.lane.charCodeAt(0) - 97
    const able = nextOf(sim, lane)
    if (able.kind !== 'can') {
      const why = able.kind === 'not-started' ? 'it has not started' : able.reason
      const reason = `${letters[lane] ?? '?'} cannot run: ${why}`
      report = { kind: 'stopped', at: done.length, dropped: wanted.length - done.length, reason }
      break
    }
    const index = steps.length
    if (able.text === 'lock') holds.push({ lane, from: index, to: undefined })
    const open = holds.at(-1)
    if (able.text === 'unlock' && open !== undefined) open.to = index + 1
    take(sim, lane)
    steps.push(stepOf(able, steps, step.choice))
    done.push(step)
    next.push(all())
  }
  const track: LockTrack = {
    kind: 'lock',
    label: 'the lock',
    holds: holds.map((hold) => ({ ...hold, mode: 'write', inside: false, insideTo: undefined })),
    waits: [],
  }
  const run = runOf(scenario, variant, steps, next, printSchedule(done), track)
  return { run, listing: { lines: [{ text: 'toy();', fn: 'toy' }] }, report }
}

type RunVariant = Extract<OpenRequest, { kind: 'run' }>['variant']

function stepOf(
  next: Extract<NextView, { kind: 'can' }>,
  before: readonly StepView[],
  choice: number,
): StepView {
  return {
    lane: next.lane,
    text: next.text,
    line: 1,
    calls: [next.lane],
    accesses: [],
    effects: next.text === 'lock' ? [{ kind: 'lock', text: 'takes the lock' }] : [],
    choice: next.options[choice],
    violations: next.text === 'bug' ? [0] : [],
    isSwitch: before.at(-1)?.lane !== next.lane,
    afterViolation: before.some(({ text }) => text === 'bug'),
  }
}

function runOf(
  scenario: string,
  variant: RunVariant,
  steps: readonly StepView[],
  next: RunView['next'],
  schedule: string,
  track: LockTrack,
): RunView {
  const bug = steps.findIndex(({ text }) => text === 'bug')
  const complete = next.at(-1)?.every(({ kind }) => kind === 'done') === true
  return {
    scenario,
    version: 3,
    fixes: variant.fixes,
    mutex: variant.mutex,
    schedule,
    lanes: letters.map((letter) => ({
      letter,
      title: `thread ${letter}`,
      kind: 'static',
      startedAt: 0,
      end: { kind: 'ready', text: 'could go on' },
    })),
    steps,
    calls: letters.map((letter, lane) => ({
      lane,
      fn: `main_${letter.toLowerCase()}`,
      text: `main_${letter.toLowerCase()}()`,
      line: undefined,
      parent: undefined,
      depth: 0,
      from: Math.max(
        0,
        steps.findIndex((step) => step.lane === lane),
      ),
      to: undefined,
      origin: 'model',
      result: undefined,
    })),
    waits: [],
    tracks: [track],
    violations:
      bug < 0
        ? []
        : [
            {
              kind: 'BUG_ON',
              at: bug,
              lane: 0,
              title: 'BUG_ON',
              text: 'A reached the bug',
              object: undefined,
              field: undefined,
              related: undefined,
            },
          ],
    next,
    checksum: `sum${String(steps.length).padStart(3, '0')}`,
    end: {
      kind: complete ? 'complete' : 'open',
      text: complete ? 'Every thread is done.' : 'Some thread could go on.',
    },
  }
}

/** Answers like the model behind the worker does. */
export function toyAnswer(request: OpenRequest): OpenOutcome {
  const { scenario, variant, schedule } = request.kind === 'run' ? request : request.spec
  if (scripts[scenario] === undefined) {
    const message = `There is no scenario ${scenario}.`
    return { kind: 'failed', error: { code: 'unknown-scenario', part: scenario, message } }
  }
  const recorded = toyScenarios.find(({ id }) => id === scenario)?.runs[0]?.schedule
  const parsed = parseSchedule(schedule ?? recorded ?? '')
  if (!parsed.ok) {
    const { part, message } = parsed.error
    return { kind: 'failed', error: { code: 'bad-schedule', part, message } }
  }
  if (request.kind === 'run') {
    return { kind: 'opened', opened: toyRun(scenario, variant, parsed.value) }
  }
  const { at, lane, choice } = request
  const taken: ScheduleStep = { lane: String.fromCharCode(97 + lane), choice }
  const rest = parsed.value.slice(at)
  const own = rest.findIndex((step) => step.lane === taken.lane)
  const later = own < 0 ? rest : [...rest.slice(0, own), ...rest.slice(own + 1)]
  const wanted = [...parsed.value.slice(0, at), taken, ...later]
  return { kind: 'opened', opened: toyRun(scenario, variant, wanted) }
}

/** A client whose answers come when the test lets them: `settle` answers what is pending. */
export interface ToyClient extends Client {
  readonly requests: OpenRequest[]
  readonly settle: () => Promise<void>
}

export function createToyClient(): ToyClient {
  const requests: OpenRequest[] = []
  let pending: { resolve: (outcome: OpenOutcome) => void; request: OpenRequest } | undefined
  return {
    requests,
    catalogue: () => Promise.resolve({ kind: 'catalogue', scenarios: toyScenarios }),
    open: (request) => {
      requests.push(request)
      pending?.resolve({ kind: 'superseded' })
      return new Promise((resolve) => {
        pending = { resolve, request }
      })
    },
    openPinned: (_, request) => Promise.resolve(toyAnswer(request)),
    tidy: () => Promise.resolve({ kind: 'superseded' }),
    slice: () => Promise.resolve({ kind: 'superseded' }),
    objects: () => Promise.resolve({ kind: 'superseded' }),
    moves: () => Promise.resolve({ kind: 'superseded' }),
    move: () => Promise.resolve({ kind: 'superseded' }),
    underFixes: () => Promise.resolve({ kind: 'superseded' }),
    order: () => Promise.resolve({ kind: 'superseded' }),
    settle: async () => {
      for (let round = 0; round < 20; round += 1) {
        await Promise.resolve()
        const asked = pending
        pending = undefined
        asked?.resolve(toyAnswer(asked.request))
      }
    },
    close: () => {},
  }
}
