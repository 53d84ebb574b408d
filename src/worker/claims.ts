/**
 * Decides claims: searches the program of each check and says whether the property that the statement
 * implies holds, with the run or the exhausted search that shows it. In slices, like a single search;
 * checks of the same program share one search.
 */

import type { Finding, Verdict } from '../explore/verdict.ts'
import type { Variant } from '../ir/program.ts'
import type { Machine } from '../machine/machine.ts'
import type { Check, Claim, FailurePattern } from '../models/claims/claim.ts'
import { matchesFailure } from './failure-match.ts'
import { prepare } from './prepare.ts'
import { Programs } from './programs.ts'
import { scheduleText } from './schedule-text.ts'
import type { Tally } from './search-protocol.ts'
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

interface CheckedProgram {
  readonly scenario: string
  readonly variant: Variant
}

interface Searched {
  readonly machine: Machine
  readonly verdict: Verdict
}

export class ClaimsTask {
  private readonly claims: readonly Claim[]
  private readonly now: Clock
  private readonly startedAt: number
  /** By key: a program counts once, however many checks look at it. */
  private readonly wanted: readonly (readonly [key: string, program: CheckedProgram])[]
  private readonly programs = new Programs<Searched>(mostStates, (machine, verdict) => ({
    machine,
    verdict,
  }))
  private done = 0

  constructor(claims: readonly Claim[], now: Clock) {
    this.claims = claims
    this.now = now
    this.startedAt = now()
    const programs = claims.flatMap((claim) => claim.checks.flatMap(programsOf))
    this.wanted = [...new Map(programs.map((each) => [programKey(each), each] as const))]
  }

  /** Programs searched so far, of how many, and what that took. */
  get tally(): Tally {
    return {
      done: this.done,
      of: this.wanted.length,
      states: this.programs.states,
      seconds: (this.now() - this.startedAt) / 1000,
    }
  }

  /** Goes on for about that long; true when every program was searched. Throws on a wrong claim. */
  advance(milliseconds: number): boolean {
    const until = this.now() + milliseconds
    do {
      const next = this.wanted[this.done]
      if (next === undefined) return true
      const [key, program] = next
      if (this.programs.advance(key, () => machineOf(program)) !== undefined) this.done++
    } while (this.now() < until)
    return this.done === this.wanted.length
  }

  /** What is decided so far: a check whose program was not searched yet holds neither way. */
  result(): readonly DecidedClaim[] {
    return this.claims.map((claim) => ({
      claim,
      decisions: claim.checks.map((check) => this.decide(check)),
    }))
  }

  private decide(check: Check): Decision {
    const { property } = check
    const searches = programsOf(check).map((program) => this.programs.known(programKey(program)))
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
  if (leaks.holds !== true) return leaks
  if (witness === undefined) return { ...leaks, holds: undefined }
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
  return { kind: 'run', schedule: scheduleText(machine, schedule), steps: schedule.length }
}

/** The program of a check, and for `always-leaks` the same with its witness. */
function programsOf({ scenario, variant, property }: Check): readonly CheckedProgram[] {
  if (property.kind !== 'always-leaks') return [{ scenario, variant }]
  const questions = [...(variant.questions ?? []), property.witness]
  return [
    { scenario, variant },
    { scenario, variant: { ...variant, questions } },
  ]
}

function machineOf({ scenario, variant }: CheckedProgram): Machine {
  const prepared = prepare(scenario, variant)
  if (!prepared.ok) throw new Error(prepared.error.message)
  return prepared.value.machine
}

function programKey({ scenario, variant }: CheckedProgram): string {
  return JSON.stringify([
    scenario,
    [...variant.fixes].sort(),
    variant.mutex,
    variant.questions ?? [],
    variant.sizes ?? {},
  ])
}
