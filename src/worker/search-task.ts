/**
 * One search, in slices: the caller decides when to go on, so that it can report and cancel in between.
 * The clock comes from outside.
 */

import type { Finding, Limit } from '../explore/verdict.ts'
import { StateSearch } from '../explore/state-search.ts'
import { endlessWaitText, matching, violationsAtEnd } from '../trace/finding.ts'
import { codeText } from '../trace/steps.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { objectName, violationKind } from './failure-name.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { HeddleError } from './protocol.ts'
import { scheduleText } from './schedule-text.ts'
import type { FindingView, SearchProgress, SearchRequest, SearchResult } from './search-protocol.ts'

/** Milliseconds from some fixed moment. */
export type Clock = () => number

/** States expanded between two looks at the clock: more where a look would cost much beside them. */
const bursts = { least: 256, most: 16_384 } as const
/** Milliseconds that a burst may take before the next one is made smaller. */
const mostPerBurst = 8

export class SearchTask {
  private readonly prepared: Prepared
  private readonly request: SearchRequest
  private readonly search: StateSearch
  private readonly now: Clock
  /** Milliseconds of searching so far: a search can be set aside. */
  private spent = 0
  private burst: number = bursts.least
  private hasEnded = false
  private told: SearchResult | undefined

  private constructor(prepared: Prepared, request: SearchRequest, now: Clock) {
    this.prepared = prepared
    this.request = request
    this.now = now
    const { maxStates, maxBytes, symmetry } = request
    this.search = new StateSearch(prepared.machine, request.minimised, {
      ...(maxStates === undefined ? {} : { states: maxStates }),
      ...(maxBytes === undefined ? {} : { bytes: maxBytes }),
      ...(symmetry === undefined ? {} : { symmetry }),
    })
  }

  static start(request: SearchRequest, now: Clock): Result<SearchTask, HeddleError> {
    const prepared = prepare(request.scenario, request.variant)
    return prepared.ok ? ok(new SearchTask(prepared.value, request, now)) : prepared
  }

  /** Goes on for about that long; true when there is nothing more to do. */
  advance(milliseconds: number): boolean {
    const before = this.spent
    const from = this.now()
    while (!this.hasEnded && this.spent - before < milliseconds) {
      const spent = this.spent
      this.hasEnded = this.search.advance(this.burst)
      this.spent = before + this.now() - from
      this.pace(this.spent - spent)
      if (this.seconds > (this.request.maxSeconds ?? Number.POSITIVE_INFINITY)) this.stop('seconds')
    }
    return this.hasEnded
  }

  private pace(milliseconds: number): void {
    if (milliseconds > mostPerBurst) this.burst = Math.max(bursts.least, this.burst >> 1)
    else if (milliseconds < mostPerBurst / 4) this.burst = Math.min(bursts.most, this.burst << 1)
  }

  stop(limit: Limit): void {
    if (this.hasEnded) return
    this.search.stop(limit)
    this.hasEnded = true
  }

  get progress(): SearchProgress {
    return { stats: this.search.stats, seconds: this.seconds, failures: this.search.failures }
  }

  private get seconds(): number {
    return this.spent / 1_000
  }

  /** Once the search has ended; putting it into words takes as long as a small search. */
  result(): SearchResult {
    this.told ??= this.inWords()
    return this.told
  }

  private inWords(): SearchResult {
    const verdict = this.search.verdict()
    const { scenario, variant, minimised } = this.request
    const { stats } = verdict
    const base = { scenario, variant, minimised, stats, seconds: this.seconds }
    switch (verdict.kind) {
      case 'proved':
        return { ...base, verdict: 'proved' }
      case 'bounded':
        return { ...base, verdict: 'bounded', limit: verdict.limit }
      case 'violated': {
        const findings = verdict.findings.map((finding) => findingView(this.prepared, finding))
        const { exhausted, limit } = verdict
        return { ...base, verdict: 'violated', findings, exhausted, limit }
      }
    }
  }
}

/** Searches to the end at once; for the command line and tests. */
export function searchNow(request: SearchRequest, now: Clock): Result<SearchResult, HeddleError> {
  const task = SearchTask.start(request, now)
  if (!task.ok) return fail(task.error)
  while (!task.value.advance(1_000));
  return ok(task.value.result())
}

/** A failure in words, with where it is and the run that shows it. */
export function findingView(
  { machine, listing }: Pick<Prepared, 'machine' | 'listing'>,
  finding: Finding,
): FindingView {
  const { failure, schedule, key, switches, preemptions } = finding
  const kind = violationKind(failure)
  const object = objectName(machine, failure)
  const violation = matching(violationsAtEnd(machine, listing, schedule), kind, object)
  const lane =
    failure.kind === 'fault' || failure.kind === 'endless-wait' ? failure.lane : undefined
  const code = failure.kind === 'fault' ? machine.lanes[failure.lane] : undefined
  const place = failure.kind === 'fault' ? codeText(code, failure.pc, listing) : undefined
  return {
    key,
    kind,
    title: failure.kind === 'endless-wait' ? 'endless wait' : (violation?.title ?? kind),
    text:
      failure.kind === 'endless-wait'
        ? endlessWaitText(machine, schedule, failure.lane)
        : (violation?.text ?? ''),
    object,
    lane: lane === undefined ? undefined : machine.lanes[lane]?.letter,
    where: place === undefined ? undefined : `line ${place.line}: ${place.text}`,
    schedule: scheduleText(machine, schedule),
    steps: schedule.length,
    switches,
    preemptions,
  }
}
