/** `heddle claims`: every statement of the mail thread and what the search says about it. */

import { hmmClaims } from '../models/claims/hmm.ts'
import { ClaimsTask, type DecidedClaim, type Decision, type Shown } from '../worker/claims.ts'
import { type Args, type Command, jsonOption, type Outcome, type Tools } from './command.ts'
import { type CostJson, costOf } from './json/cost-json.ts'
import { printJson } from '../share/json/print-json.ts'
import { ascii } from '../share/text/ascii.ts'
import { wrap } from '../share/text/wrap.ts'
import { variantArguments } from './variant.ts'

export const claimsCommand: Command = {
  name: 'claims',
  summary: 'Decide every statement of the HMM review by search',
  operands: [],
  options: [jsonOption],
  notes: [
    'Each statement implies properties of programs. A property holds or not by a run that "heddle run" plays, or by a search that visited every reachable state; the verdict is computed, never written down.',
    'Exit status 0 when every property was decided, 3 when a limit came first.',
  ],
  run: claims,
}

function claims(args: Args, { now, peakMemory }: Tools): Outcome {
  const task = new ClaimsTask(hmmClaims, now)
  while (!task.advance(1_000));
  const decided = task.result()
  const text = args.switches.has('json')
    ? printJson(claimsJson(decided, costOf(task.tally, peakMemory())))
    : claimsText(decided)
  const isOpen = decided.some(({ decisions }) => decisions.some(({ holds }) => holds === undefined))
  return { kind: 'done', text, came: isOpen ? 'bounded' : 'clean' }
}

const width = 100

function claimsText(decided: readonly DecidedClaim[]): string {
  const lines = decided.flatMap(({ claim, decisions }) => [
    `${claim.id}  ${claim.title}`,
    ...Object.entries(claim.sides).flatMap(([side, said]) =>
      wrap(`${side}, ${said.date}: ${said.text}`, width - 4, 4).map((line) => `    ${line}`),
    ),
    ...decisions.flatMap(decisionText),
    '',
  ])
  return `${lines.map(ascii).join('\n')}\n`
}

function decisionText({ check, holds, shown }: Decision): readonly string[] {
  const mark = holds === undefined ? '?' : markOf(holds)
  const verdict = holds === undefined ? 'not decided' : `${check.by} ${holds ? 'right' : 'wrong'}`
  return [
    ...wrap(`${mark} ${verdict}: ${check.says}`, width - 2, 4).map((line) => `  ${line}`),
    ...shown.map((each) => `      ${shownText(check, each)}`),
  ]
}

function markOf(holds: boolean): string {
  return holds ? '+' : '-'
}

function shownText({ scenario, variant }: Decision['check'], shown: Shown): string {
  switch (shown.kind) {
    case 'run':
      return `heddle run ${scenario}${variantArguments(variant)} --schedule ${shown.schedule}`
    case 'exhausted':
      return `all ${shown.states} states of ${scenario}${variantArguments(variant)} visited`
    case 'undecided':
      return `stopped after ${shown.states} states of ${scenario}${variantArguments(variant)}`
  }
}

function claimsJson(decided: readonly DecidedClaim[], cost: CostJson): unknown {
  return {
    version: 1,
    ...cost,
    claims: decided.map(({ claim, decisions }) => ({
      id: claim.id,
      title: claim.title,
      by: claim.by,
      sides: claim.sides,
      checks: decisions.map(({ check, holds, shown }) => ({
        id: check.id,
        by: check.by,
        says: check.says,
        scenario: check.scenario,
        variant: check.variant,
        verdict: holds === undefined ? 'undecided' : verdictOf(holds),
        shown,
      })),
    })),
  }
}

function verdictOf(holds: boolean): string {
  return holds ? 'holds' : 'fails'
}
