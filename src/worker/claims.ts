/**
 * Decides claims: searches the program of each check and says whether the property that the statement
 * implies holds, with the run or the exhausted search that shows it. In slices, like a single search;
 * checks of the same program share one search.
 */

import { StateSearch } from '../explore/state-search.ts'
import type { Finding, Verdict } from '../explore/verdict.ts'
import type { Variant } from '../ir/program.ts'
import type { Machine } from '../machine/machine.ts'
import type { Check, Claim, FailurePattern } from '../models/claims/claim.ts'
import { printSchedule } from '../share/schedule.ts'
import { matchesFailure } from './failure-match.ts'
import { prepare } from './prepare.ts'
import type { Clock } from './search-task.ts'

/** Of each single search: far more than any of them needs. */
const mostStates = 4_000_000

export type Shown =
  /** This run shows it; in link notation. */
  | { readonly kind: 'run'; readonly schedule: string; readonly steps: number }
  /** Every reachable state was visited. */
  | { readonly kind: 'exhausted'; readonly states: number }
  /** A limit was hit: nothing is decided. */
  | { readonly kind: 'undecided'; readonly states: number }

export interface Decision {
  readonly check: Check
  /** Undefined when the search could not decide it. */
  readonly holds: boolean | undefined
  readonly shown: readonly Shown[]
}

export interface DecidedClaim {
  readonly claim: Claim
  readonly decisions: readonly Decision[]
}

interface Searched {
  readonly machine: Machine
  readonly verdict: Verdict
}

export class ClaimsTask {
  private readonly claims: readonly Claim[]
  private readonly now: Clock
  private readonly pending: { readonly scenario: string; readonly variant: Variant }[]
  private readonly known = new Map<string, Searched>()
  private search: { readonly machine: Machine; readonly states: StateSearch } | undefined

  constructor(claims: readonly Claim[], now: Clock) {
    this.claims = claims
    this.now = now
    this.pending = claims.flatMap((claim) => claim.checks.flatMap(programsOf))
  }

  /** Goes on for about that long; true when every program was searched. Throws on a wrong claim. */
  advance(milliseconds: number): boolean {
    const until = this.now() + milliseconds
    do {
      const next = this.pending[0]
      if (next === undefined) return true
      this.work(next.scenario, next.variant)
    } while (this.now() < until)
    return this.pending.length === 0
  }

  result(): readonly DecidedClaim[] {
    return this.claims.map((claim) => ({
      claim,
      decisions: claim.checks.map((check) => this.decide(check)),
    }))
  }

  private work(scenario: string, variant: Variant): void {
    const key = programKey(scenario, variant)
    if (this.known.has(key)) {
      this.pending.shift()
      return
    }
    if (this.search === undefined) {
      const prepared = prepare(scenario, variant)
      if (!prepared.ok) throw new Error(prepared.error.message)
      const { machine } = prepared.value
      this.search = { machine, states: new StateSearch(machine, 'steps', { states: mostStates }) }
    }
    if (!this.search.states.advance(4_096)) return
    this.known.set(key, { machine: this.search.machine, verdict: this.search.states.verdict() })
    this.search = undefined
    this.pending.shift()
  }

  private decide(check: Check): Decision {
    const { property } = check
    const searches = programsOf(check).map(({ scenario, variant }) =>
      this.known.get(programKey(scenario, variant)),
    )
    const [main, witness] = searches
    if (main === undefined) return { check, holds: undefined, shown: [] }
    switch (property.kind) {
      case 'reachable': {
        const run = findingOf(main, (finding) =>
          matchesFailure(main.machine, finding.failure, property.failure),
        )
        return decision(check, main, run, true)
      }
      case 'never': {
        const run = findingOf(main, (finding) => isAny(main.machine, finding, property.failures))
        return decision(check, main, run, false)
      }
      case 'nothing-but': {
        const run = findingOf(main, (finding) => !isAny(main.machine, finding, property.failures))
        return decision(check, main, run, false)
      }
      case 'always-leaks':
        return alwaysLeaks(check, property, main, witness)
    }
  }
}

/** With a run: it holds as `shows` says; without: the opposite, if the search was exhausted. */
function decision(
  check: Check,
  { verdict, machine }: Searched,
  run: Finding | undefined,
  shows: boolean,
): Decision {
  if (run !== undefined) return { check, holds: shows, shown: [shownBy(machine, run)] }
  const { states } = verdict.stats
  if (!isExhausted(verdict))
    return { check, holds: undefined, shown: [{ kind: 'undecided', states }] }
  return { check, holds: !shows, shown: [{ kind: 'exhausted', states }] }
}

function alwaysLeaks(
  check: Check,
  property: Check['property'] & { readonly kind: 'always-leaks' },
  main: Searched,
  witness: Searched | undefined,
): Decision {
  const leak = findingOf(main, ({ failure }) =>
    matchesFailure(main.machine, failure, { kind: 'leak', object: property.object }),
  )
  const leaks = decision(check, main, leak, true)
  if (leaks.holds !== true || witness === undefined) return leaks
  const gone = findingOf(witness, ({ failure }) =>
    matchesFailure(witness.machine, failure, { kind: 'property', id: property.witness }),
  )
  const never = decision(check, witness, gone, false)
  return { check, holds: never.holds, shown: [...leaks.shown, ...never.shown] }
}

function findingOf(
  { verdict }: Searched,
  isWanted: (finding: Finding) => boolean,
): Finding | undefined {
  return verdict.kind === 'violated' ? verdict.findings.find(isWanted) : undefined
}

function isAny(
  machine: Machine,
  { failure }: Finding,
  patterns: readonly FailurePattern[],
): boolean {
  return patterns.some((pattern) => matchesFailure(machine, failure, pattern))
}

function isExhausted(verdict: Verdict): boolean {
  return verdict.kind === 'proved' || (verdict.kind === 'violated' && verdict.exhausted)
}

function shownBy(machine: Machine, { schedule }: Finding): Shown {
  const letters = schedule.map(({ lane, choice }) => ({
    lane: machine.lanes[lane]?.letter.toLowerCase() ?? 'a',
    choice,
  }))
  return { kind: 'run', schedule: printSchedule(letters), steps: schedule.length }
}

/** The program of a check, and for `always-leaks` the same with its witness. */
function programsOf({
  scenario,
  variant,
  property,
}: Check): readonly { readonly scenario: string; readonly variant: Variant }[] {
  if (property.kind !== 'always-leaks') return [{ scenario, variant }]
  const questions = [...(variant.questions ?? []), property.witness]
  return [
    { scenario, variant },
    { scenario, variant: { ...variant, questions } },
  ]
}

function programKey(scenario: string, variant: Variant): string {
  return JSON.stringify([
    scenario,
    [...variant.fixes].sort(),
    variant.mutex,
    variant.questions ?? [],
    variant.sizes ?? {},
  ])
}
