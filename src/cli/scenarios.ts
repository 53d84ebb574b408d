/** The catalogue, and what a refused request was probably meant to be. */

import { mutexModels } from '../ir/program.ts'
import type { HeddleError, ScenarioMeta } from '../worker/protocol.ts'
import type { Ask, Outcome } from './command.ts'
import { refused } from './command.ts'
import { didYouMean } from './nearest.ts'

export function scenariosOf(ask: Ask): readonly ScenarioMeta[] {
  const answer = ask({ kind: 'catalogue' })
  return answer.kind === 'catalogue' ? answer.scenarios : []
}

export function titleOf(scenario: string, ask: Ask): string {
  return scenariosOf(ask).find(({ id }) => id === scenario)?.title ?? scenario
}

/** `scenario` is the one that was asked for. */
export function outcomeOf(error: HeddleError, scenario: string, ask: Ask): Outcome {
  if (error.code === 'internal') return { kind: 'broken', reason: error.message }
  const known = candidates(error, scenario, scenariosOf(ask))
  const meant = error.message.includes('Did you mean') ? '' : didYouMean(error.part, known)
  return refused(error.message + meant)
}

function candidates(
  { code }: HeddleError,
  scenario: string,
  scenarios: readonly ScenarioMeta[],
): readonly string[] {
  const meta = scenarios.find(({ id }) => id === scenario)
  switch (code) {
    case 'unknown-scenario':
      return scenarios.map(({ id }) => id)
    case 'unknown-fix':
      return meta?.fixes.map(({ id }) => id) ?? []
    case 'unknown-question':
      return meta?.questions?.map(({ id }) => id) ?? []
    case 'unknown-size':
      return meta?.sizes?.map(({ id }) => id) ?? []
    case 'unknown-mutex':
      return mutexModels
    case 'bad-size':
    case 'bad-fixes':
    case 'bad-request':
    case 'bad-schedule':
    case 'cannot-run':
    case 'bad-move':
    case 'internal':
      return []
  }
}
